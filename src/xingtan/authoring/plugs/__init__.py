"""What authoring plugs into other rooms, and the kinds of block it brings itself."""

from xingtan.authoring.plugs import data, finding, kinds, pages, work  # noqa: F401 - importing registers
from xingtan.authoring.registry.kinds import load_plugins

load_plugins()
