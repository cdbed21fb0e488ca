"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class HarvestRoom(Room):
    """Catalogues of partner platforms, gathered on a schedule."""

    name = "xingtan.harvest"
