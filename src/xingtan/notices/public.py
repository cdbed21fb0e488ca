"""Notices, seen from outside: telling people."""

from xingtan.notices.actions import tell as tell
from xingtan.notices.queries import unread_count as unread_count
