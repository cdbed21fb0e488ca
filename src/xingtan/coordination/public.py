"""Coordination, seen from outside: calls, nominations and selections, adoptions, and what worked."""

from xingtan.coordination.actions import add_call as add_call
from xingtan.coordination.actions import add_experience as add_experience
from xingtan.coordination.actions import add_task as add_task
from xingtan.coordination.actions import adopt as adopt
from xingtan.coordination.actions import assign as assign
from xingtan.coordination.actions import close_review as close_review
from xingtan.coordination.actions import confirm as confirm
from xingtan.coordination.actions import decide as decide
from xingtan.coordination.actions import give_evidence as give_evidence
from xingtan.coordination.actions import join_call as join_call
from xingtan.coordination.actions import move_call as move_call
from xingtan.coordination.actions import move_experience as move_experience
from xingtan.coordination.actions import nominate as nominate
from xingtan.coordination.actions import publish as publish
from xingtan.coordination.actions import review as review
from xingtan.coordination.models import Adoption as Adoption
from xingtan.coordination.models import Call as Call
from xingtan.coordination.models import Experience as Experience
from xingtan.coordination.models import Nomination as Nomination
from xingtan.coordination.models import Party as Party
from xingtan.coordination.models import Selection as Selection
from xingtan.coordination.models import Tier as Tier
from xingtan.coordination.queries import COLLECTION as COLLECTION
from xingtan.coordination.queries import adoptions_for as adoptions_for
from xingtan.coordination.queries import credits_of as credits_of
from xingtan.coordination.queries import selections_for as selections_for
