"""Questions about rounds, who is here, and what sessions came to."""

from xingtan.attendance.queries import here as here
from xingtan.attendance.queries import kept as kept
from xingtan.attendance.queries import parts as parts
from xingtan.attendance.queries import rounds as rounds
from xingtan.attendance.queries import screens as screens
from xingtan.attendance.queries import tables as tables
from xingtan.attendance.queries import words as words
