"""The room of matching."""

from xingtan.kernel.rooms import Room


class MatchingRoom(Room):
    """What is one course on two platforms."""

    name = "xingtan.matching"
