"""The room of MOOChub, both ways."""

from xingtan.kernel.rooms import Room


class MoocHubRoom(Room):
    name = "xingtan.federation.moochub"
    label = "moochub"
