"""Timetables, seen from outside: terms, what is brought and planned, and what clashes."""

from xingtan.timetables.actions import TimetableIsBroken as TimetableIsBroken
from xingtan.timetables.actions import TimetableIsTooLarge as TimetableIsTooLarge
from xingtan.timetables.actions import add_term as add_term
from xingtan.timetables.actions import take_in_timetable as take_in_timetable
from xingtan.timetables.models import Term as Term
from xingtan.timetables.queries import clashes_of as clashes_of
