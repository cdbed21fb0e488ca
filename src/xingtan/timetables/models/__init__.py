"""What timetables keep, by noun."""

from xingtan.timetables.models.feeds import Feed as Feed
from xingtan.timetables.models.intakes import AcceptedClash as AcceptedClash
from xingtan.timetables.models.intakes import Announcement as Announcement
from xingtan.timetables.models.intakes import Intake as Intake
from xingtan.timetables.models.terms import WEEKDAYS as WEEKDAYS
from xingtan.timetables.models.terms import DayOff as DayOff
from xingtan.timetables.models.terms import MakeUp as MakeUp
from xingtan.timetables.models.terms import Pattern as Pattern
from xingtan.timetables.models.terms import Term as Term
