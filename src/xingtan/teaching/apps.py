"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class TeachingRoom(Room):
    name = "xingtan.teaching"
