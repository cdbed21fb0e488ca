"""The room's place in Django."""

from xingtan.kernel.rooms import Room


class EventstoreRoom(Room):
    """The event store: facts and traces as columnar files."""

    name = "xingtan.eventstore"
