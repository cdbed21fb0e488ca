"""Deeds with activities: preparing and running them, and answering."""

from xingtan.activities.actions.answering import AlreadySaid as AlreadySaid
from xingtan.activities.actions.answering import Given as Given
from xingtan.activities.actions.answering import Outcome as Outcome
from xingtan.activities.actions.answering import SaidEnough as SaidEnough
from xingtan.activities.actions.answering import TooLate as TooLate
from xingtan.activities.actions.answering import respond as respond
from xingtan.activities.actions.answering import take_responses as take_responses
from xingtan.activities.actions.leading import NotBegun as NotBegun
from xingtan.activities.actions.leading import close as close
from xingtan.activities.actions.leading import close_due as close_due
from xingtan.activities.actions.leading import close_with_sessions as close_with_sessions
from xingtan.activities.actions.leading import hide_results as hide_results
from xingtan.activities.actions.leading import make_move as make_move
from xingtan.activities.actions.leading import open_activity as open_activity
from xingtan.activities.actions.leading import reopen as reopen
from xingtan.activities.actions.leading import show_results as show_results
from xingtan.activities.actions.preparing import AlreadyBegun as AlreadyBegun
from xingtan.activities.actions.preparing import NoSuchActivity as NoSuchActivity
from xingtan.activities.actions.preparing import add as add
from xingtan.activities.actions.preparing import change as change
from xingtan.activities.actions.preparing import remove as remove
from xingtan.activities.actions.preparing import reuse as reuse
from xingtan.activities.actions.recording import NothingToRecord as NothingToRecord
from xingtan.activities.actions.recording import ask_to_record as ask_to_record
from xingtan.activities.actions.recording import record as record
from xingtan.activities.actions.saying import NotFit as NotFit
