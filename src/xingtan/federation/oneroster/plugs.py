"""Plugs OneRoster into rosters."""

from xingtan.federation.oneroster.adapters import files
from xingtan.rosters import registry

registry.register(files.FORMAT)
