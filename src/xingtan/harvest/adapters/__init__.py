"""What reaches outside: the polite way to a platform, and sheets that people send."""

from xingtan.harvest.adapters.links import check as check
from xingtan.harvest.adapters.sheets import SheetCannotBeRead as SheetCannotBeRead
from xingtan.harvest.adapters.sheets import read as read
from xingtan.harvest.adapters.sheets import template as template
from xingtan.harvest.adapters.way import Kept as Kept
from xingtan.harvest.adapters.way import PoliteWay as PoliteWay
