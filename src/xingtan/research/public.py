"""Research, seen from outside: who may ask questions of their own."""

from xingtan.research.access import can_ask as can_ask
from xingtan.research.actions import drop_researcher as drop_researcher
from xingtan.research.actions import name_researcher as name_researcher
from xingtan.research.models import Researcher as Researcher
