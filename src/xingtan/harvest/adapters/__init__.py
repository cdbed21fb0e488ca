"""What reaches outside: the polite way to a platform."""

from xingtan.harvest.adapters.way import Kept as Kept
from xingtan.harvest.adapters.way import PoliteWay as PoliteWay
