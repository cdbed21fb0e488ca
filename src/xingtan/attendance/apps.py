"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class AttendanceRoom(Room):
    name = "xingtan.attendance"
