"""The room of assessment."""

from xingtan.kernel.rooms import Room


class AssessmentRoom(Room):
    """Judging what one knows."""

    name = "xingtan.assessment"
