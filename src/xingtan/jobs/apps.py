"""The room of jobs."""

from xingtan.kernel.rooms import Room


class JobsRoom(Room):
    """Long work, with progress and a report."""

    name = "xingtan.jobs"
