"""Assessment, seen from outside: answers to problems, attempts and what they earned."""

from xingtan.assessment.actions import AnswerUnreadable as AnswerUnreadable
from xingtan.assessment.actions import NoAttemptsLeft as NoAttemptsLeft
from xingtan.assessment.actions import NothingToClear as NothingToClear
from xingtan.assessment.actions import answer as answer
from xingtan.assessment.actions import clear_answer as clear_answer
from xingtan.assessment.models import Attempt as Attempt
from xingtan.assessment.queries import Judged as Judged
from xingtan.assessment.queries import judge as judge
from xingtan.assessment.queries import latest_attempts as latest_attempts
from xingtan.assessment.queries import problem_of as problem_of
from xingtan.assessment.rules.problem import Problem as Problem
from xingtan.assessment.rules.reading import ProblemFaulty as ProblemFaulty
