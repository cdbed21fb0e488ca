"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class ReportingRoom(Room):
    """What institutions and platforms report, and who signed it."""

    name = "xingtan.reporting"
