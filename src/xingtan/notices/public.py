"""Notices, seen from outside: telling people."""

from xingtan.notices.actions import tell as tell
from xingtan.notices.models import Notice as Notice
from xingtan.notices.queries import unread_count as unread_count
