"""The room of discussion."""

from xingtan.kernel.rooms import Room


class DiscussionRoom(Room):
    """Talking about what one learns."""

    name = "xingtan.discussion"
