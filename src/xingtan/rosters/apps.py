"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class RostersRoom(Room):
    name = "xingtan.rosters"
