"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class ClassroomRoom(Room):
    """Brings its kinds to the register of activities; it has no table of its own."""

    name = "xingtan.classroom"
