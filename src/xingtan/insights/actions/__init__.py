"""Deeds: points are booked, flags found, cases opened, decided and answered."""

from xingtan.insights.actions.cases import AlreadyDecided as AlreadyDecided
from xingtan.insights.actions.cases import SayAnswer as SayAnswer
from xingtan.insights.actions.cases import SayWhy as SayWhy
from xingtan.insights.actions.cases import answer_case as answer_case
from xingtan.insights.actions.cases import decide_case as decide_case
from xingtan.insights.actions.cases import open_cases as open_cases
from xingtan.insights.actions.flags import find_flags as find_flags
from xingtan.insights.actions.flags import set_watch as set_watch
from xingtan.insights.actions.points import Happened as Happened
from xingtan.insights.actions.points import book_points as book_points
from xingtan.insights.actions.points import count_again as count_again
from xingtan.insights.actions.points import set_rules as set_rules
