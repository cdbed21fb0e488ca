"""Who may let a server be asked: who hands in rosters."""

from typing import Any

from xingtan.rosters import public as rosters
from xingtan.universities import public as universities


def university_to_keep(person: Any, *, university: str) -> universities.University:
    """Find the university for who runs it."""
    return rosters.university_to_keep(person, university=university)
