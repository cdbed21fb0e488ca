"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class InsightsRoom(Room):
    name = "xingtan.insights"
