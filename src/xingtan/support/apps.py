"""The room of support."""

from xingtan.kernel.rooms import Room


class SupportRoom(Room):
    """Guidance and help."""

    name = "xingtan.support"
