"""Activities, seen from outside: what a class does together, and what was answered."""

from xingtan.activities.actions import add as add
from xingtan.activities.actions import close as close
from xingtan.activities.actions import make_move as make_move
from xingtan.activities.actions import open_activity as open_activity
from xingtan.activities.actions import respond as respond
from xingtan.activities.actions import show_results as show_results
from xingtan.activities.forms.configs import AskForm as AskForm
from xingtan.activities.forms.configs import ConfigForm as ConfigForm
from xingtan.activities.forms.configs import lines as lines
from xingtan.activities.models import Activity as Activity
from xingtan.activities.models import Move as Move
from xingtan.activities.models import Response as Response
from xingtan.activities.queries import answers_of as answers_of
from xingtan.activities.queries import folded as folded
from xingtan.activities.queries import moves_of as moves_of
