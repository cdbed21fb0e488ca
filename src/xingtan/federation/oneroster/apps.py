"""The room of OneRoster."""

from xingtan.kernel.rooms import Room


class OneRosterRoom(Room):
    name = "xingtan.federation.oneroster"
    label = "oneroster"
