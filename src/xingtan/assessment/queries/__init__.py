"""Questions about problems, attempts and scores."""

from xingtan.assessment.queries.answers import answers_of as answers_of
from xingtan.assessment.queries.attempts import Standing as Standing
from xingtan.assessment.queries.attempts import latest_attempts as latest_attempts
from xingtan.assessment.queries.attempts import standing_of as standing_of
from xingtan.assessment.queries.gradebook import SORTS as SORTS
from xingtan.assessment.queries.gradebook import Column as Column
from xingtan.assessment.queries.gradebook import columns_of as columns_of
from xingtan.assessment.queries.gradebook import rows_of as rows_of
from xingtan.assessment.queries.gradebook import scores_on as scores_on
from xingtan.assessment.queries.judging import Judged as Judged
from xingtan.assessment.queries.judging import judge as judge
from xingtan.assessment.queries.judging import second_opinion as second_opinion
from xingtan.assessment.queries.problems import problem_of as problem_of
