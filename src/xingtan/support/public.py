"""Support, seen from outside: help."""

from xingtan.support.actions import Where as Where
from xingtan.support.actions import open_ticket as open_ticket
from xingtan.support.models import Ticket as Ticket
