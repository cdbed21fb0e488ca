"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class DirectoryRoom(Room):
    """The directory of solutions."""

    name = "xingtan.directory"
