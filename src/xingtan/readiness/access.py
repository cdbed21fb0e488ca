"""Who sees the board of a university: who runs it. What is lacking of one's own, everyone sees of themselves."""

from typing import Any

from xingtan.kernel.errors import NotThere
from xingtan.readiness.models import Pairing
from xingtan.universities import public as universities


def board_to_see(person: Any, *, university: str) -> universities.University:
    """Find the university for who runs it."""
    found: universities.University = universities.university_to_administer(person, university=university)
    return found


def pairing_to_end(person: Any, *, university: str, pairing: int) -> Pairing:
    """Find a pair that stands, for who runs the university."""
    place = board_to_see(person, university=university)
    rows = Pairing.objects.current().filter(pk=pairing, university=place)
    found = rows.select_related("novice", "mentor", "university").first()
    if found is None:
        raise NotThere
    return found


def lessons_to_visit(person: Any) -> None:
    """Open the list of model lessons to whoever serves a university or the consortium."""
    if not person.is_authenticated:
        raise NotThere
    service = person.standing.universities
    if not (service.at or service.consortium or person.standing.catalog.teaches):
        raise NotThere
