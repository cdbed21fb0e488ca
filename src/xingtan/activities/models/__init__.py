"""Activities, what people answered in them, and what the teacher did while they ran."""

from xingtan.activities.models.activities import Activity as Activity
from xingtan.activities.models.responses import Move as Move
from xingtan.activities.models.responses import Response as Response
