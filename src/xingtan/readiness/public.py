"""Readiness, seen from outside: the drill a university chose, and what its teachers tried."""

from xingtan.readiness.actions import choose_drill as choose_drill
from xingtan.readiness.actions import note_devices as note_devices
from xingtan.readiness.actions import pair as pair
from xingtan.readiness.models import Drill as Drill
