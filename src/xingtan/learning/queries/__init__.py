"""Questions about places, results, progress and learners."""

from xingtan.learning.queries.plans import plan_of as plan_of
from xingtan.learning.queries.results import Results as Results
from xingtan.learning.queries.results import calendar_of as calendar_of
from xingtan.learning.queries.results import results_of as results_of
from xingtan.learning.queries.results import scores_in as scores_in
