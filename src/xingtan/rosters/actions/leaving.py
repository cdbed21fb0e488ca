"""What follows when a roster no longer names something. Nothing is deleted: places end with a reason, services end."""

from collections.abc import Callable, Sequence
from typing import Any

from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.learning import public as learning
from xingtan.rosters.models import Sourced
from xingtan.universities import public as universities


def end_enrollments(taking: Any, gone: Sequence[Sourced]) -> None:
    """Take students out of their classes, with the reason, and end the service of teachers; unless another line still says so."""
    still = _named_otherwise(taking, gone)
    rows = [each for each in gone if each.row and (each.said.get("role"), each.row) not in still]
    students = [each.row for each in rows if each.said.get("role") == "student"]
    others = [each.row for each in rows if each.said.get("role") != "student"]
    if students:
        learning.withdraw_many(
            enrollments=[each for each in students if each],
            university=taking.university.uid,
            by=taking.by,
            now=taking.now,
            reason=taking.reason,
        )
    if others:
        catalog.bulk.withdraw_course_roles(
            university=taking.university, keys=[each for each in others if each], by=taking.by
        )


def _named_otherwise(taking: Any, gone: Sequence[Sourced]) -> set[tuple[str, int | None]]:
    rows = Sourced.objects.filter(
        university=taking.university,
        kind="enrollment",
        gone_at=None,
        person__in={each.person_id for each in gone if each.person_id},
    ).exclude(pk__in=[each.pk for each in gone])
    return {(said.get("role"), row) for said, row in rows.values_list("said", "row")}


def end_roles(taking: Any, gone: Sequence[Sourced]) -> None:
    """End the service of staff whom no other line names as such."""
    staff = [each for each in gone if each.person_id and each.said.get("role") != "student"]
    others = Sourced.objects.filter(
        university=taking.university, kind="role", gone_at=None, person__in={each.person_id for each in staff}
    ).exclude(pk__in=[each.pk for each in gone])
    still = {person for person, said in others.values_list("person_id", "said") if said.get("role") != "student"}
    people = Sourced.objects.filter(pk__in=[each.pk for each in staff if each.person_id not in still])
    universities.withdraw_roles(
        university=taking.university,
        role=universities.Role.STAFF,
        of=list(people.values_list("person_id", "person__uid")),
        by=taking.by,
    )


def end_people(taking: Any, gone: Sequence[Sourced]) -> None:
    """Let people go: what this source gave them ends, their accounts and what they did stay."""
    who = {each.person_id for each in gone if each.person_id}
    # Whom the list names under another id as well is still here.
    users = Sourced.objects.of(taking.university.pk, taking.source, "user").standing().filter(person__in=who)
    who -= set(users.exclude(pk__in=[each.pk for each in gone]).values_list("person_id", flat=True))
    _end_with(taking, Sourced.objects.filter(person__in=who))


def end_classes(taking: Any, gone: Sequence[Sourced]) -> None:
    """End the places and services in these classes; the runs stay, with all that was done there."""
    _end_with(taking, Sourced.objects.filter(said__class__in=[each.sourced_id for each in gone]))


def _end_with(taking: Any, rows: Any) -> None:
    for kind, end in (("enrollment", end_enrollments), ("role", end_roles)):
        found = list(
            rows.filter(university=taking.university, source=taking.source, kind=kind, gone_at=None).order_by("pk")
        )
        if found:
            end(taking, found)
            Sourced.objects.filter(pk__in=[each.pk for each in found]).update(gone_at=taking.now)
            taking.count(kind, "gone", len(found))


@deed
def drop(*, named: Sourced) -> None:
    """Let its source find something no longer that has left; named again, it is the same as before."""
    Sourced.objects.filter(pk=named.pk).update(said={**named.said, "is_dropped": True})


def leave(taking: Any, gone: Sequence[Sourced]) -> None:
    """Leave units, terms and courses as they are: what is no longer named may still be looked at."""


LEAVERS: dict[str, Callable[[Any, Sequence[Sourced]], None]] = {
    "org": leave,
    "term": leave,
    "course": leave,
    "class": end_classes,
    "user": end_people,
    "role": end_roles,
    "enrollment": end_enrollments,
}
