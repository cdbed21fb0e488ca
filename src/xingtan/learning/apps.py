"""The room of learning."""

from xingtan.kernel.rooms import Room


class LearningRoom(Room):
    """A place, a path, results, completion."""

    name = "xingtan.learning"
