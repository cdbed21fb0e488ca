"""What rosters plug in below: their long work, tables as a format, export and erasure, ways from other pages."""

from xingtan.rosters.plugs import data as data
from xingtan.rosters.plugs import pages as pages
from xingtan.rosters.plugs import work as work
