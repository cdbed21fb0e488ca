"""Pages of activities: a session's list, preparing, running, answering, and what is left after class."""

from xingtan.activities.views.answering import responses as responses
from xingtan.activities.views.lists import activities as activities
from xingtan.activities.views.lists import lead as lead
from xingtan.activities.views.lists import now_part as now_part
from xingtan.activities.views.lists import results as results
from xingtan.activities.views.lists import screen as screen
from xingtan.activities.views.preparing import class_activities as class_activities
from xingtan.activities.views.preparing import class_copies as class_copies
from xingtan.activities.views.preparing import copies as copies
from xingtan.activities.views.preparing import facts as facts
from xingtan.activities.views.preparing import new as new
from xingtan.activities.views.reports import report as report
from xingtan.activities.views.reports import table as table
from xingtan.activities.views.running import activity as activity
from xingtan.activities.views.running import moves as moves
from xingtan.activities.views.running import state as state
