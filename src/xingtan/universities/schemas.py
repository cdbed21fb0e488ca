"""The shape of universities and roles for programs."""

from datetime import datetime

from ninja import Schema


class UniversityOut(Schema):
    """A university. Texts by language tag."""

    slug: str
    name: dict[str, str]
    about: dict[str, str]
    country: str
    zone: str
    website: str


class RoleOut(Schema):
    """A person's role at a university."""

    id: int
    name: str
    email: str
    role: str
    since: datetime


class RoleIn(Schema):
    """Who is to serve, and as what."""

    email: str
    role: str
