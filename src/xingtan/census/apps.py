"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class CensusRoom(Room):
    """Counting, from events."""

    name = "xingtan.census"
