"""Rosters, seen from outside: what a university's own lists say becomes so here."""

from xingtan.rosters.access import university_to_keep as university_to_keep
from xingtan.rosters.actions import Taking as Taking
from xingtan.rosters.actions import ask_to_take as ask_to_take
from xingtan.rosters.actions import bring as bring
from xingtan.rosters.actions import drop as drop
from xingtan.rosters.actions import note_doubts as note_doubts
from xingtan.rosters.actions import take_now as take_now
from xingtan.rosters.models import Roster as Roster
from xingtan.rosters.models import Sourced as Sourced
from xingtan.rosters.queries import faults_of as faults_of
from xingtan.rosters.queries import standing as standing
