"""Matching, seen from outside: what is one course on two platforms."""

from xingtan.matching.actions import decide as decide
from xingtan.matching.actions import make_rule as make_rule
from xingtan.matching.actions import propose as propose
from xingtan.matching.actions import undo as undo
from xingtan.matching.models import Decision as Decision
from xingtan.matching.models import Proposal as Proposal
from xingtan.matching.models import Rule as Rule
