"""What can be done: tables are asked for, frozen, and withdrawn."""

from xingtan.census.actions.publishing import CannotBeCounted as CannotBeCounted
from xingtan.census.actions.publishing import EndsLater as EndsLater
from xingtan.census.actions.publishing import NeedsReason as NeedsReason
from xingtan.census.actions.publishing import NothingChanged as NothingChanged
from xingtan.census.actions.publishing import SlugIsTaken as SlugIsTaken
from xingtan.census.actions.publishing import WasWithdrawn as WasWithdrawn
from xingtan.census.actions.publishing import freeze as freeze
from xingtan.census.actions.publishing import publish as publish
from xingtan.census.actions.publishing import revise as revise
from xingtan.census.actions.publishing import withdraw as withdraw
