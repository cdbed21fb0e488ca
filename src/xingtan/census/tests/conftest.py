"""A store of its own for every test."""

from xingtan.closing.tests.factories import closing_only as closing_only
from xingtan.closing.tests.factories import quick_disk as quick_disk
from xingtan.closing.tests.factories import store as store
