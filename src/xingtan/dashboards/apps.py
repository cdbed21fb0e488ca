"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class DashboardsRoom(Room):
    """What a university, a teacher and a learner see of their own numbers."""

    name = "xingtan.dashboards"
