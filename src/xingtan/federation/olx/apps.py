"""The room of Open edX's format."""

from xingtan.kernel.rooms import Room


class OlxRoom(Room):
    name = "xingtan.federation.olx"
    label = "olx"
