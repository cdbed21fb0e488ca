"""Discussion, seen from outside: questions on units."""

from xingtan.discussion.actions import ask as ask
from xingtan.discussion.models import Thread as Thread
