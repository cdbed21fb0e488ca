"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class TimetablesRoom(Room):
    name = "xingtan.timetables"
