"""The room of coordination."""

from xingtan.kernel.rooms import Room


class CoordinationRoom(Room):
    """What a consortium's coordinators and committee do."""

    name = "xingtan.coordination"
