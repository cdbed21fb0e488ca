"""Deeds in bulk, as a university's own lists ask for them: departments are named, roles are given and end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from xingtan.kernel import rows
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit_many
from xingtan.kernel.text import as_text
from xingtan.people import public as people
from xingtan.universities.events import RoleGiven, RoleWithdrawn
from xingtan.universities.models import Membership, Unit, University


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A part of a university as its lists call it.

    :param parent: the code of the part it belongs to; none: to the university itself
    """

    code: str
    name: dict[str, str] = field(default_factory=dict)
    parent: str = ""


@deed
def name_units(*, university: University, units: Sequence[Named]) -> dict[str, int]:
    """Add the parts that are new and tell anew of those that are known, by their codes; none is dropped.

    :returns: the key of each, by code
    """
    wanted = {each.code: each for each in units}
    known = {unit.code: unit for unit in Unit.objects.select_for_update().filter(university=university)}
    Unit.objects.bulk_create(
        [
            Unit(university=university, code=code, name=as_text(each.name))
            for code, each in wanted.items()
            if code not in known
        ]
    )
    known = {unit.code: unit for unit in Unit.objects.filter(university=university)}
    changed = []
    for code, each in wanted.items():
        unit, parent = known[code], known.get(each.parent)
        if unit.parent_id != (parent and parent.pk) or unit.name != each.name:
            unit.parent, unit.name = parent, as_text(each.name)
            changed.append(unit)
    Unit.objects.bulk_update(changed, ["parent", "name"], batch_size=500)
    return {code: known[code].pk for code in wanted}


@deed
def give_roles(
    *, university: University, role: str, to: Sequence[tuple[int, UUID]], by: people.Person | None, now: datetime
) -> int:
    """Let these people (key and uid) serve the university; who does already stays as they are.

    :returns: how many are new
    """
    asked = dict(to)
    known = set(
        Membership.objects.filter(university=university, role=role, person__in=list(asked)).values_list(
            "person_id", flat=True
        )
    )
    new = {person: uid for person, uid in asked.items() if person not in known}
    rows.insert(
        Membership,
        ("person_id",),
        [(person,) for person in new],
        always={"university_id": university.pk, "role": role, "since": now},
    )
    people.note_duties_of(keys=new)

    emit_many(
        [RoleGiven(actor=by and by.uid, university=university.uid, person=uid, role=role) for uid in new.values()]
    )
    return len(new)


@deed
def withdraw_roles(
    *, university: University, role: str, of: Sequence[tuple[int, UUID]], by: people.Person | None
) -> int:
    """End this service of these people (key and uid); what they made stays. Not for who runs the university."""
    asked = dict(of)
    found = Membership.objects.select_for_update().filter(university=university, role=role, person__in=list(asked))
    gone = list(found.values_list("person_id", flat=True))
    Membership.objects.filter(university=university, role=role, person__in=gone).delete()

    emit_many(
        [
            RoleWithdrawn(actor=by and by.uid, university=university.uid, person=asked[person], role=role)
            for person in gone
        ]
    )
    return len(gone)
