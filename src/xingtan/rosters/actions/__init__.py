"""Deeds of rosters."""

from xingtan.rosters.actions.bringing import LOOKING as LOOKING
from xingtan.rosters.actions.bringing import TAKING as TAKING
from xingtan.rosters.actions.bringing import HasErrors as HasErrors
from xingtan.rosters.actions.bringing import ManyWouldGo as ManyWouldGo
from xingtan.rosters.actions.bringing import NotLookedThrough as NotLookedThrough
from xingtan.rosters.actions.bringing import TakenAlready as TakenAlready
from xingtan.rosters.actions.bringing import ask_to_take as ask_to_take
from xingtan.rosters.actions.bringing import bring as bring
from xingtan.rosters.actions.bringing import finish as finish
from xingtan.rosters.actions.bringing import let_try_again as let_try_again
from xingtan.rosters.actions.bringing import look_through as look_through
from xingtan.rosters.actions.bringing import note_doubts as note_doubts
from xingtan.rosters.actions.bringing import note_report as note_report
from xingtan.rosters.actions.bringing import say_columns as say_columns
from xingtan.rosters.actions.deciding import NotACandidate as NotACandidate
from xingtan.rosters.actions.deciding import decide as decide
from xingtan.rosters.actions.taking import Taking as Taking
from xingtan.rosters.actions.taking import take as take
from xingtan.rosters.actions.taking import take_now as take_now
from xingtan.rosters.actions.welcoming import AT_ONCE as AT_ONCE
from xingtan.rosters.actions.welcoming import WELCOME as WELCOME
from xingtan.rosters.actions.welcoming import NobodyToWelcome as NobodyToWelcome
from xingtan.rosters.actions.welcoming import NotTakenIn as NotTakenIn
from xingtan.rosters.actions.welcoming import ask_to_welcome as ask_to_welcome
from xingtan.rosters.actions.welcoming import unwelcomed as unwelcomed
from xingtan.rosters.actions.welcoming import welcome_some as welcome_some
