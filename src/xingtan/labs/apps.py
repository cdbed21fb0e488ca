"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class LabsRoom(Room):
    name = "xingtan.labs"
