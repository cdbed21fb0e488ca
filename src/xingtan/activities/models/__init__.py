"""Activities, what people answered in them, what the teacher did while they ran, and plans of lessons."""

from xingtan.activities.models.activities import Activity as Activity
from xingtan.activities.models.plans import Plan as Plan
from xingtan.activities.models.plans import Step as Step
from xingtan.activities.models.plans import Use as Use
from xingtan.activities.models.responses import Move as Move
from xingtan.activities.models.responses import Response as Response
