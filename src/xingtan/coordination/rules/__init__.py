"""What may follow what, what a course must say of itself, and how a quota stands: plain values in, plain values out."""

from xingtan.coordination.rules.completeness import ITEMS as ITEMS
from xingtan.coordination.rules.completeness import CourseFacts as CourseFacts
from xingtan.coordination.rules.completeness import findings as findings
from xingtan.coordination.rules.completeness import gaps as gaps
from xingtan.coordination.rules.counting import Progress as Progress
from xingtan.coordination.rules.counting import bears_credit as bears_credit
from xingtan.coordination.rules.counting import has_enough_reviews as has_enough_reviews
from xingtan.coordination.rules.counting import is_open as is_open
from xingtan.coordination.rules.counting import marks_are_whole as marks_are_whole
from xingtan.coordination.rules.counting import mean_of as mean_of
from xingtan.coordination.rules.counting import progress as progress
from xingtan.coordination.rules.states import CALL_MOVES as CALL_MOVES
from xingtan.coordination.rules.states import EXPERIENCE_MOVES as EXPERIENCE_MOVES
from xingtan.coordination.rules.states import NOMINATION_MOVES as NOMINATION_MOVES
from xingtan.coordination.rules.states import Move as Move
from xingtan.coordination.rules.states import Who as Who
from xingtan.coordination.rules.states import moves_from as moves_from
