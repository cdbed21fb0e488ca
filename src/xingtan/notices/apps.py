"""The room of notices."""

from xingtan.kernel.rooms import Room


class NoticesRoom(Room):
    """Telling people."""

    name = "xingtan.notices"
