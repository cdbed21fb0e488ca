"""Search, seen from outside: one index, many collections."""

from xingtan.search.actions import rebuild as rebuild
from xingtan.search.actions import refresh as refresh
from xingtan.search.adapters import Found as Found
from xingtan.search.queries import find as find
from xingtan.search.queries import size_of as size_of
from xingtan.search.queries import suggest as suggest
from xingtan.search.rules import normalise as normalise
