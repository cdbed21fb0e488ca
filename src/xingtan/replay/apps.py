"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class ReplayRoom(Room):
    """The spring of 2020, as events."""

    name = "xingtan.replay"
