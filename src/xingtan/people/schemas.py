"""The shape of oneself for programs."""

from uuid import UUID

from ninja import Schema


class MeOut(Schema):
    """Who one is."""

    uid: UUID
    email: str | None
    name: str
    latin_name: str
    locale: str
    zone: str


class MeIn(Schema):
    """What one says of oneself."""

    name: str
    latin_name: str = ""
    locale: str = "en"
    zone: str = "UTC"
