"""Questions about activities: what a page shows of them, and what was answered."""

from xingtan.activities.queries.answers import Folded as Folded
from xingtan.activities.queries.answers import answers_of as answers_of
from xingtan.activities.queries.answers import folded as folded
from xingtan.activities.queries.answers import moves_of as moves_of
from xingtan.activities.queries.answers import names_in as names_in
from xingtan.activities.queries.answers import own_answers as own_answers
from xingtan.activities.queries.lists import activities_of as activities_of
from xingtan.activities.queries.lists import begun_on as begun_on
from xingtan.activities.queries.lists import ready_in as ready_in
from xingtan.activities.queries.lists import runs_led_by as runs_led_by
from xingtan.activities.queries.lists import targets_for as targets_for
from xingtan.activities.queries.pages import lead_context as lead_context
from xingtan.activities.queries.pages import now_of as now_of
from xingtan.activities.queries.pages import report_context as report_context
from xingtan.activities.queries.pages import screen_context as screen_context
from xingtan.activities.queries.pages import sheet_for_all as sheet_for_all
from xingtan.activities.queries.sheets import on_screen as on_screen
from xingtan.activities.queries.sheets import sheets_for_lead as sheets_for_lead
from xingtan.activities.queries.sheets import sheets_for_student as sheets_for_student
from xingtan.activities.queries.sheets import stamp_of as stamp_of
from xingtan.activities.queries.sheets import with_answers as with_answers
