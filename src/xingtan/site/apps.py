"""The roof."""

from xingtan.kernel.rooms import Room


class SiteRoom(Room):
    """Joins the rooms and owns nothing."""

    name = "xingtan.site"
