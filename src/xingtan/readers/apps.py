"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class ReadersRoom(Room):
    """What readers keep, wait for and report."""

    name = "xingtan.readers"
