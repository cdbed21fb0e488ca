"""Deeds of the harvest, by noun."""

from xingtan.harvest.actions.feeds import FeedIsThere as FeedIsThere
from xingtan.harvest.actions.feeds import change_feed as change_feed
from xingtan.harvest.actions.feeds import plan as plan
from xingtan.harvest.actions.feeds import read_anew as read_anew
from xingtan.harvest.actions.feeds import set_up_feed as set_up_feed
from xingtan.harvest.actions.holds import decide as decide
from xingtan.harvest.actions.passes import AlreadyGathering as AlreadyGathering
from xingtan.harvest.actions.passes import begin as begin
from xingtan.harvest.actions.passes import end_badly as end_badly
from xingtan.harvest.actions.passes import keep_page as keep_page
from xingtan.harvest.actions.sheets import AlreadySigned as AlreadySigned
from xingtan.harvest.actions.sheets import NothingToSign as NothingToSign
from xingtan.harvest.actions.sheets import keep_sheet as keep_sheet
from xingtan.harvest.actions.sheets import sign_off as sign_off
