"""Learning as arithmetic: what counts in a course, grades, completion, dates. Pure Python, no framework."""

from xingtan.learning.rules.completion import State as State
from xingtan.learning.rules.completion import is_complete as is_complete
from xingtan.learning.rules.completion import next_unit as next_unit
from xingtan.learning.rules.completion import share_done as share_done
from xingtan.learning.rules.completion import unit_state as unit_state
from xingtan.learning.rules.dates import Calendar as Calendar
from xingtan.learning.rules.dates import Window as Window
from xingtan.learning.rules.dates import due_for as due_for
from xingtan.learning.rules.dates import end_for as end_for
from xingtan.learning.rules.dates import is_late as is_late
from xingtan.learning.rules.dates import window as window
from xingtan.learning.rules.grades import Grade as Grade
from xingtan.learning.rules.grades import Part as Part
from xingtan.learning.rules.grades import Score as Score
from xingtan.learning.rules.grades import Work as Work
from xingtan.learning.rules.grades import grade_of as grade_of
from xingtan.learning.rules.grades import points_of as points_of
from xingtan.learning.rules.grades import section_points as section_points
from xingtan.learning.rules.plan import Grader as Grader
from xingtan.learning.rules.plan import Plan as Plan
from xingtan.learning.rules.plan import Policy as Policy
from xingtan.learning.rules.plan import Section as Section
