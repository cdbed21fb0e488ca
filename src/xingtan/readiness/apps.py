"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class ReadinessRoom(Room):
    name = "xingtan.readiness"
