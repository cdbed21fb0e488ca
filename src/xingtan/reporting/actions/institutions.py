"""Deeds: the list of all institutions is brought up to date; officers are named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.reporting.events import InstitutionsListed, OfficerNamed
from xingtan.reporting.models import Institution, Officer
from xingtan.reporting.rules import Listed
from xingtan.universities import public as universities

AT_ONCE = 500
FIELDS = ("name", "kind", "country", "province", "students")


class NobodyHasThisAddress(RuleBroken):
    """Officers have an account here first."""

    message = _("Nobody with the address “%(email)s” has an account here yet. Ask them to make one, then name them.")


class UniversityIsElsewhere(RuleBroken):
    """A university here is one institution of the list."""

    message = _("The university “%(slug)s” belongs to another line of the list. Nothing was kept.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a list would do, or did."""

    added: int
    changed: int
    ended: int
    same: int


@deed
def list_institutions(
    *, rows: Iterable[Listed], is_whole: bool = False, by: people.Person | None, now: datetime
) -> Change:
    """Bring the list of institutions up to date, by their codes.

    :param is_whole: those that are not named are no more; what they reported stays
    :raises UniversityIsElsewhere: if two lines claim one university
    """
    said = {row.code: row for row in rows}
    known = {each.code: each for each in Institution.objects.select_for_update(of=("self",)).all()}
    places = {each.slug: each for each in universities.University.objects.all()}
    taken = {each.university_id: each.code for each in known.values() if each.university_id}
    new, changed, same = [], [], 0
    for code, row in said.items():
        place = places.get(row.university)
        if place and taken.setdefault(place.pk, code) != code:
            raise UniversityIsElsewhere(slug=row.university)
        institution = known.get(code)
        if institution is None:
            facts = {name: getattr(row, name) for name in FIELDS}
            new.append(Institution(code=code, university=place, **facts))
        elif _takes(institution, row, place):
            changed.append(institution)
        else:
            same += 1
    gone = [each for code, each in known.items() if is_whole and code not in said and each.ended_at is None]
    for each in gone:
        each.ended_at = now

    Institution.objects.bulk_create(new, batch_size=AT_ONCE)
    Institution.objects.bulk_update(changed, [*FIELDS, "university", "ended_at"], batch_size=AT_ONCE)
    Institution.objects.bulk_update(gone, ["ended_at"], batch_size=AT_ONCE)

    made = Change(added=len(new), changed=len(changed), ended=len(gone), same=same)
    emit(InstitutionsListed(actor=by.uid if by else None, added=made.added, changed=made.changed, ended=made.ended))
    return made


def _takes(institution: Institution, row: Listed, place: universities.University | None) -> bool:
    """Put what the line says onto the institution; tells whether that changed anything."""
    before = [getattr(institution, name) for name in (*FIELDS, "university_id", "ended_at")]
    for name in FIELDS:
        setattr(institution, name, getattr(row, name))
    if place:
        institution.university = place
    institution.ended_at = None
    return before != [getattr(institution, name) for name in (*FIELDS, "university_id", "ended_at")]


@deed
def name_officer(*, institution: Institution, email: str, office: str, by: people.Person, now: datetime) -> Officer:
    """Let somebody report for the institution, in this office.

    :raises NobodyHasThisAddress: if nobody has an account with it
    """
    try:
        person = people.person_with_address(email)
    except people.NobodyHasThisAddress:
        raise NobodyHasThisAddress(email=email) from None
    officer, _made = Officer.objects.update_or_create(
        institution=institution,
        person=person,
        defaults={"office": office},
        create_defaults={"office": office, "since": now},
    )
    people.note_duties(person=person)
    emit(OfficerNamed(actor=by.uid, institution=institution.uid, person=person.uid, is_named=True))
    return officer


@deed
def dismiss_officer(*, officer: Officer, by: people.Person) -> None:
    """Let this person report for the institution no longer. What they signed stays."""
    person, institution = officer.person, officer.institution
    officer.delete()
    emit(OfficerNamed(actor=by.uid, institution=institution.uid, person=person.uid, is_named=False))
