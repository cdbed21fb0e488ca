"""The room of credentials."""

from xingtan.kernel.rooms import Room


class CredentialsRoom(Room):
    """What was earned."""

    name = "xingtan.credentials"
