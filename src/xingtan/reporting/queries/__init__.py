"""Questions, by noun."""

from xingtan.reporting.queries.reported import Reported as Reported
from xingtan.reporting.queries.reported import Unanswered as Unanswered
from xingtan.reporting.queries.reported import claims_of as claims_of
from xingtan.reporting.queries.reported import last_values as last_values
from xingtan.reporting.queries.reported import questions_with_answers as questions_with_answers
from xingtan.reporting.queries.reported import reported as reported
from xingtan.reporting.queries.reported import unanswered as unanswered
