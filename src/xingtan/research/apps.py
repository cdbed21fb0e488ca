"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class ResearchRoom(Room):
    """Research: questions of one's own to what was counted."""

    name = "xingtan.research"
