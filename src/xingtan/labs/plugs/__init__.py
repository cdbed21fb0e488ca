"""What labs plugs into lower rooms: the kind of block, its player, ways to reports, a person's data."""

from xingtan.labs.plugs import data, kind, player, ways  # noqa: F401 - importing registers
