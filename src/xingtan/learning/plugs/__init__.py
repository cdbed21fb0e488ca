"""What learning plugs into other rooms: its data, its fragments, its kind of notice; and the players of reading kinds."""

from xingtan.learning.plugs import counting, data, notices, players, slots  # noqa: F401 - importing registers
