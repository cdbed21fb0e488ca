"""The room of our own course folder."""

from xingtan.kernel.rooms import Room


class FolderRoom(Room):
    name = "xingtan.federation.folder"
    label = "folder"
