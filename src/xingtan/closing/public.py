"""Closing, seen from outside: how learners are numbered, and how tables are read and written.

It loads numpy and Arrow, so only who counts imports it.
"""

from xingtan.closing.adapters import people as people
from xingtan.closing.adapters.latest import plain as plain
from xingtan.closing.adapters.latest import read as read
from xingtan.closing.adapters.numbering import UNKNOWN as UNKNOWN
from xingtan.closing.adapters.numbering import bits_for as bits_for
from xingtan.closing.adapters.writing import Writer as Writer
