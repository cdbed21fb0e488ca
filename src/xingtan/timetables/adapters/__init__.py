"""Calendars of other programs, read; and our own, written."""

from xingtan.timetables.adapters.calendars import Terms as Terms
from xingtan.timetables.adapters.calendars import read as read
from xingtan.timetables.adapters.feeds import Entry as Entry
from xingtan.timetables.adapters.feeds import write as write
