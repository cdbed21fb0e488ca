"""Open edX's format, seen from outside."""

from xingtan.federation.olx.adapters.course import read as read
