"""Assessment, seen from outside: answers to problems, attempts and what they earned."""

from xingtan.assessment.actions import answer as answer
from xingtan.assessment.models import Attempt as Attempt
from xingtan.assessment.queries import judge as judge
from xingtan.assessment.queries import problem_of as problem_of
from xingtan.assessment.rules.problem import Problem as Problem
from xingtan.assessment.rules.reading import ProblemFaulty as ProblemFaulty
