"""Who is at the university by its lists: students and teachers, by department."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from xingtan.rosters.models import Sourced
from xingtan.universities import public as universities

STUDENT = "student"


@dataclass(frozen=True, slots=True)
class Listed:
    """A person as the lists name them."""

    name: str
    email: str
    sourced_id: str
    unit: str
    role: str


def listed(
    university: universities.University, *, role: str = "", unit: int | None = None, words: str = ""
) -> QuerySet[Sourced]:
    """Give the roles that lists of the university name, of one kind, in one department."""
    rows = Sourced.objects.filter(university=university, kind="role", gone_at=None, person__isnull=False)
    if role:
        rows = rows.filter(said__role=STUDENT) if role == STUDENT else rows.exclude(said__role=STUDENT)
    if unit is not None:
        rows = rows.filter(row=unit)
    if words:
        rows = rows.filter(person__name__icontains=words)
    return rows.select_related("person").order_by("person__name", "pk")


def shown(rows: list[Sourced], names: dict[int, str]) -> list[Listed]:
    """Give these as a page shows them."""
    return [
        Listed(
            each.person.get_full_name() if each.person else "",
            (each.person.email if each.person else "") or "",
            each.said.get("user", ""),
            names.get(each.row or 0, ""),
            each.said.get("role", ""),
        )
        for each in rows
    ]


def units_of(university: universities.University) -> list[tuple[int, str, int]]:
    """Give the departments with how many people the lists name there: key, name, number."""
    counts = dict(
        Sourced.objects.filter(university=university, kind="role", gone_at=None, row__isnull=False)
        .values("row")
        .annotate(number=Count("pk"))
        .values_list("row", "number")
    )
    units: Any = universities.Unit.objects.filter(university=university).order_by("code", "pk")
    return [(each.pk, str(each), counts.get(each.pk, 0)) for each in units]
