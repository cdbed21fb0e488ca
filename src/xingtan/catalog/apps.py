"""The catalogue."""

from xingtan.kernel.rooms import Room


class CatalogRoom(Room):
    """What is offered."""

    name = "xingtan.catalog"
