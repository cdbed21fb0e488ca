"""The design system, as a Django app: it has templates, tags and static files, and no tables."""

from xingtan.kernel.rooms import Room


class UiRoom(Room):
    name = "xingtan.ui"
    label = "ui"
