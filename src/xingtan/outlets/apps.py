"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class OutletsRoom(Room):
    """Where our courses are listed elsewhere."""

    name = "xingtan.outlets"
