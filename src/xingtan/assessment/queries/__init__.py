"""Questions about problems, attempts and scores."""

from xingtan.assessment.queries.attempts import Standing as Standing
from xingtan.assessment.queries.attempts import latest_attempts as latest_attempts
from xingtan.assessment.queries.attempts import standing_of as standing_of
from xingtan.assessment.queries.problems import problem_of as problem_of
