"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class LabsRoom(Room):
    """Experiments that one does, and what was done in them."""

    name = "xingtan.labs"
