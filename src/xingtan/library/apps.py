"""The library."""

from xingtan.kernel.rooms import Room


class LibraryRoom(Room):
    """Licensed resources and media."""

    name = "xingtan.library"
