"""Coordination, seen from outside: calls, nominations and selections, adoptions, and what worked."""

from xingtan.coordination.actions import add_call as add_call
from xingtan.coordination.actions import add_experience as add_experience
from xingtan.coordination.actions import add_task as add_task
from xingtan.coordination.actions import give_evidence as give_evidence
from xingtan.coordination.actions import join_call as join_call
from xingtan.coordination.actions import move_call as move_call
from xingtan.coordination.actions import move_experience as move_experience
from xingtan.coordination.actions import nominate as nominate
from xingtan.coordination.models import Call as Call
