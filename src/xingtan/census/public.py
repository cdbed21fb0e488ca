"""Census, seen from outside: counting, from events."""

from xingtan.census.queries import figures as figures
from xingtan.census.queries import pages as pages
from xingtan.census.queries.pages import fair as fair
from xingtan.census.queries.pages import words as words
