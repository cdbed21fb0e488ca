"""Learning, seen from outside: places on runs, results, progress, completion."""

from xingtan.learning.access import can_guide as can_guide
from xingtan.learning.access import learner_to_guide as learner_to_guide
from xingtan.learning.access import place_on_run as place_on_run
from xingtan.learning.access import run_to_study as run_to_study
from xingtan.learning.access import unit_to_study as unit_to_study
from xingtan.learning.actions import VIEWS as VIEWS
from xingtan.learning.actions import DeadlinePassed as DeadlinePassed
from xingtan.learning.actions import PlaceIsGone as PlaceIsGone
from xingtan.learning.actions import Seat as Seat
from xingtan.learning.actions import complete_block as complete_block
from xingtan.learning.actions import complete_blocks as complete_blocks
from xingtan.learning.actions import correct_results as correct_results
from xingtan.learning.actions import enroll as enroll
from xingtan.learning.actions import enroll_many as enroll_many
from xingtan.learning.actions import extend as extend
from xingtan.learning.actions import hold as hold
from xingtan.learning.actions import record_result as record_result
from xingtan.learning.actions import remember_place as remember_place
from xingtan.learning.actions import restore_results as restore_results
from xingtan.learning.actions import withdraw as withdraw
from xingtan.learning.actions import withdraw_many as withdraw_many
from xingtan.learning.models import Completion as Completion
from xingtan.learning.models import Enrollment as Enrollment
from xingtan.learning.models import Result as Result
from xingtan.learning.queries import learners_on as learners_on
