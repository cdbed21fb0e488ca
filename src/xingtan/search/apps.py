"""The room of search."""

from xingtan.kernel.rooms import Room


class SearchRoom(Room):
    """One index, many collections."""

    name = "xingtan.search"
