"""Questions about timetables."""

from xingtan.timetables.queries.announcing import Concerned as Concerned
from xingtan.timetables.queries.announcing import concerned_by as concerned_by
from xingtan.timetables.queries.clashes import clashes_of as clashes_of
from xingtan.timetables.queries.clashes import shown as shown
from xingtan.timetables.queries.drafts import Draft as Draft
from xingtan.timetables.queries.drafts import draft_of as draft_of
from xingtan.timetables.queries.reports import report_of as report_of
from xingtan.timetables.queries.words import shown_problems as shown_problems
