"""Deeds of teaching."""

from xingtan.teaching.actions.planning import EndsBeforeItStarts as EndsBeforeItStarts
from xingtan.teaching.actions.planning import Plan as Plan
from xingtan.teaching.actions.planning import Planned as Planned
from xingtan.teaching.actions.planning import SessionIsOver as SessionIsOver
from xingtan.teaching.actions.planning import call_off as call_off
from xingtan.teaching.actions.planning import call_off_sessions as call_off_sessions
from xingtan.teaching.actions.planning import change_session as change_session
from xingtan.teaching.actions.planning import give_link as give_link
from xingtan.teaching.actions.planning import lock as lock
from xingtan.teaching.actions.planning import move_session as move_session
from xingtan.teaching.actions.planning import plan_session as plan_session
from xingtan.teaching.actions.planning import plan_sessions as plan_sessions
