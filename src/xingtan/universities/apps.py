"""The room of universities."""

from xingtan.kernel.rooms import Room


class UniversitiesRoom(Room):
    """Who offers, who serves where."""

    name = "xingtan.universities"
