"""Timetables, seen from outside: terms, and what is brought and planned."""

from xingtan.timetables.actions import add_term as add_term
from xingtan.timetables.actions import take_in_timetable as take_in_timetable
from xingtan.timetables.models import Term as Term
