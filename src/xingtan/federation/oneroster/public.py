"""OneRoster, seen from outside."""

from xingtan.federation.oneroster.adapters.files import read as read
