"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class ActivitiesRoom(Room):
    name = "xingtan.activities"
