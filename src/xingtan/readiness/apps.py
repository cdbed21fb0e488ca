"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class ReadinessRoom(Room):
    """Whether teachers are ready to teach at a distance, and what helps them."""

    name = "xingtan.readiness"
