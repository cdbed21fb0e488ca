"""Readiness, seen from outside: the drill a university chose, and what its teachers tried."""

from xingtan.readiness.actions import choose_drill as choose_drill
