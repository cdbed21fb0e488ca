"""A line of the list of institutions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A line of the list of institutions.

    :param university: the address of the university here, if it is one
    """

    code: str
    name: str
    kind: str = ""
    country: str = ""
    province: str = ""
    students: int | None = None
    university: str = ""
