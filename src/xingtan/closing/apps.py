"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class ClosingRoom(Room):
    """Closing days: from raw parts to the tables that are counted from."""

    name = "xingtan.closing"
