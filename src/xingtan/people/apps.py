"""The room of people."""

from xingtan.kernel.rooms import Room


class PeopleRoom(Room):
    """Who one is."""

    name = "xingtan.people"
