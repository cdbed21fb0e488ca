"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class InsightsRoom(Room):
    """How students come along: points by rule, flags with reasons, cases for a person to decide."""

    name = "xingtan.insights"
