"""The room of authoring."""

from xingtan.kernel.rooms import Room


class AuthoringRoom(Room):
    """Making, changing and publishing courses."""

    name = "xingtan.authoring"
