"""What can be done: tables are asked for, looked at, frozen, and withdrawn."""

from xingtan.census.actions.drafting import COUNTING as COUNTING
from xingtan.census.actions.drafting import CountAgain as CountAgain
from xingtan.census.actions.drafting import NotCountedYet as NotCountedYet
from xingtan.census.actions.drafting import confirm as confirm
from xingtan.census.actions.drafting import discard as discard
from xingtan.census.actions.drafting import keep_drawn as keep_drawn
from xingtan.census.actions.drafting import prepare as prepare
from xingtan.census.actions.drafting import prepare_again as prepare_again
from xingtan.census.actions.publishing import Brief as Brief
from xingtan.census.actions.publishing import CannotBeCounted as CannotBeCounted
from xingtan.census.actions.publishing import EndsLater as EndsLater
from xingtan.census.actions.publishing import NeedsReason as NeedsReason
from xingtan.census.actions.publishing import NothingChanged as NothingChanged
from xingtan.census.actions.publishing import SlugIsTaken as SlugIsTaken
from xingtan.census.actions.publishing import WasWithdrawn as WasWithdrawn
from xingtan.census.actions.publishing import freeze as freeze
from xingtan.census.actions.publishing import withdraw as withdraw
