"""The room of open data."""

from xingtan.kernel.rooms import Room


class OpenDataRoom(Room):
    name = "xingtan.federation.open_data"
    label = "open_data"
