"""Matching, seen from outside: what is one course on two platforms."""

from xingtan.matching.actions import propose as propose
from xingtan.matching.models import Proposal as Proposal
