"""Insights, seen from outside: points of a class, and looking through it."""

from xingtan.insights.actions import find_flags as find_flags
from xingtan.insights.actions import set_rules as set_rules
from xingtan.insights.actions import set_watch as set_watch
from xingtan.insights.models import Case as Case
from xingtan.insights.models import Flag as Flag
