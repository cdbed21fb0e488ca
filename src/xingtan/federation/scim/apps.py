"""The room of SCIM."""

from xingtan.kernel.rooms import Room


class ScimRoom(Room):
    name = "xingtan.federation.scim"
    label = "scim"
