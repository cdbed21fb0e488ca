"""What each kind of thing in a roster becomes here: units, courses, classes, accounts, roles, enrollments."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from xingtan.catalog import public as catalog
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.rosters.actions.noting import Noted
from xingtan.rosters.models import Sourced
from xingtan.rosters.queries.changes import Before, Changes
from xingtan.rosters.queries.matching import identifier_of, number_of
from xingtan.rosters.registry import Class, Contents, Course, Enrollment, Org, Role, Term, User
from xingtan.rosters.rules import name_of
from xingtan.teaching import public as teaching
from xingtan.universities import public as universities

TAUGHT_BY = {"teacher": "teacher", "assistant": "assistant"}


@dataclass(slots=True)
class _Run:
    pk: int
    uid: UUID
    course: int
    course_uid: UUID


class Place:
    """The university as its source names it: what each id is here, looked up once when it is first needed."""

    def __init__(self, university: universities.University, source: str, contents: Contents, changes: Changes) -> None:
        self.university, self.source, self.contents, self.changes = university, source, contents, changes
        self.zone = ZoneInfo(university.zone)

    def _keys(self, kind: str) -> dict[str, int]:
        rows = Sourced.objects.of(self.university.pk, self.source, kind).filter(row__isnull=False)
        return {name: row for name, row in rows.values_list("sourced_id", "row") if row is not None}

    @cached_property
    def units(self) -> dict[str, int]:
        """Give the key of each unit."""
        return self._keys("org")

    @cached_property
    def courses(self) -> dict[str, int]:
        """Give the key of each course."""
        return self._keys("course")

    @cached_property
    def course_orgs(self) -> dict[str, str]:
        """Tell which part of the university each course belongs to."""
        rows = Sourced.objects.of(self.university.pk, self.source, "course").values_list("sourced_id", "said")
        return {key: said.get("org", "") for key, said in rows}

    @cached_property
    def days(self) -> dict[str, tuple[str, str]]:
        """Tell the first and the last day of each term."""
        rows = Sourced.objects.of(self.university.pk, self.source, "term").values_list("sourced_id", "said")
        return {key: (said.get("starts_on", ""), said.get("ends_on", "")) for key, said in rows}

    @cached_property
    def runs(self) -> dict[str, _Run]:
        """Give the run of each class, with its course."""
        keys = self._keys("class")
        rows = catalog.Run.objects.filter(course__university=self.university).values_list(
            "pk", "uid", "course_id", "course__uid"
        )
        runs = {pk: _Run(pk, uid, course, course_uid) for pk, uid, course, course_uid in rows}
        return {name: runs[pk] for name, pk in keys.items() if pk in runs}

    @cached_property
    def people(self) -> dict[str, tuple[int, UUID]]:
        """Give key and uid of each person."""
        rows = Sourced.objects.of(self.university.pk, self.source, "user").filter(person__isnull=False)
        return {name: (pk, uid) for name, pk, uid in rows.values_list("sourced_id", "person_id", "person__uid")}

    def day(self, said: str) -> datetime | None:
        """Give the moment a day begins here."""
        return datetime.combine(datetime.fromisoformat(said).date(), time(), self.zone) if said else None


def make_orgs(taking: Any, place: Place, facts: Sequence[Org]) -> dict[str, Noted]:
    """Name the parts of the university. The one thing that all belong to is the university itself."""
    parents = {key: was.said.get("parent", "") for key, was in place.changes.before["org"].items() if not was.is_gone}
    parents |= {each.sourced_id: each.parent for each in place.contents.facts["org"] if not each.is_gone}
    roots = [key for key, parent in parents.items() if not parent]
    top = roots[0] if len(roots) == 1 else None
    codes = {key: was.said["code"] for key, was in place.changes.before["org"].items() if was.said.get("code")}
    taken = set(codes.values())
    for each in facts:
        if each.sourced_id not in codes:
            code = each.code[:80] or each.sourced_id[:80]
            codes[each.sourced_id] = each.sourced_id[:80] if code in taken else code
            taken.add(codes[each.sourced_id])
    named = [
        universities.Named(
            code=codes[each.sourced_id],
            name={taking.locale: each.name},
            parent="" if each.parent == top else codes.get(each.parent, ""),
        )
        for each in facts
        if each.sourced_id != top
    ]
    keys = universities.name_units(university=place.university, units=named) if named else {}
    return {
        each.sourced_id: Noted(
            keys.get(codes[each.sourced_id]),
            said={"parent": each.parent, "code": codes[each.sourced_id], "name": each.name},
        )
        for each in facts
    }


def make_terms(taking: Any, place: Place, facts: Sequence[Term]) -> dict[str, Noted]:
    """Remember when terms are; a class takes its days from them."""
    return {
        each.sourced_id: Noted(
            said={
                "parent": each.parent,
                "title": each.title,
                "starts_on": str(each.starts_on or ""),
                "ends_on": str(each.ends_on or ""),
            }
        )
        for each in facts
    }


def move_classes(taking: Any, place: Place, terms: Sequence[Term]) -> None:
    """Let the classes of terms that are on other days now begin and end with them, though the list names no class."""
    place.__dict__.pop("days", None)
    moved = place.changes.moved_with({each.sourced_id for each in terms})
    catalog.bulk.change_runs(
        university=place.university,
        dates={was.row: _days_of(place, was.said["terms"]) for was in moved if was.row},
        by=taking.by,
    )
    taking.count("class", "changed", len(moved))


def make_courses(taking: Any, place: Place, facts: Sequence[Course]) -> dict[str, Noted]:
    """Add courses for the university's own students, as drafts: its teachers publish them, if ever."""
    before: dict[str, Before] = place.changes.before["course"]
    new = [each for each in facts if each.sourced_id not in before]
    language = (taking.locale,)
    keys = catalog.bulk.add_courses(
        university=place.university,
        courses=[
            catalog.bulk.NewCourse(code=each.code, title={taking.locale: each.title}, languages=language)
            for each in new
        ],
        by=taking.by,
    )
    found = {each.sourced_id: key for each, key in zip(new, keys, strict=True)}
    known = {
        each.sourced_id: row for each in facts if each.sourced_id in before and (row := before[each.sourced_id].row)
    }
    catalog.bulk.retitle_courses(
        university=place.university,
        titles={known[each.sourced_id]: {taking.locale: each.title} for each in facts if each.sourced_id in known},
        by=taking.by,
        now=taking.now,
    )
    found |= known
    return {each.sourced_id: Noted(found[each.sourced_id], said={"org": each.org}) for each in facts}


def make_classes(taking: Any, place: Place, facts: Sequence[Class]) -> dict[str, Noted]:
    """Open a run for each class, in its terms, and make it a class of its department."""
    before: dict[str, Before] = place.changes.before["class"]
    dates = {each.sourced_id: _dates(place, each) for each in facts}
    new = [each for each in facts if each.sourced_id not in before]
    opened = catalog.bulk.open_runs(
        university=place.university,
        runs=[
            catalog.bulk.NewRun(
                course=place.courses[each.course],
                starts_at=dates[each.sourced_id][0],
                ends_at=dates[each.sourced_id][1],
                zone=place.university.zone,
            )
            for each in new
        ],
        by=taking.by,
        now=taking.now,
    )
    runs = {each.sourced_id: pk for each, (pk, _uid) in zip(new, opened, strict=True)}
    known = {
        each.sourced_id: row for each in facts if each.sourced_id in before and (row := before[each.sourced_id].row)
    }
    catalog.bulk.change_runs(
        university=place.university, dates={pk: dates[key] for key, pk in known.items()}, by=taking.by
    )
    runs |= known
    loaded = catalog.Run.objects.whole().in_bulk(list(runs.values()))
    teaching.open_classes(
        classes=[
            (
                loaded[runs[each.sourced_id]],
                {
                    "code": (each.code or each.title)[:80],
                    "unit_id": place.units.get(place.course_orgs.get(each.course, "")) or place.units.get(each.org),
                    "campus": each.location[:120],
                },
            )
            for each in facts
        ],
        by=taking.by,
        now=taking.now,
    )
    return {
        each.sourced_id: Noted(runs[each.sourced_id], said={"course": each.course, "terms": list(each.terms)})
        for each in facts
    }


def _dates(place: Place, each: Class) -> tuple[datetime | None, datetime | None]:
    """Tell when a class begins and ends."""
    return _days_of(place, each.terms)


def _days_of(place: Place, named: Sequence[str]) -> tuple[datetime | None, datetime | None]:
    """Tell when something begins and ends: with the first and the last of its terms."""
    terms = [place.days[term] for term in named if term in place.days]
    starts = min((start for start, _end in terms if start), default="")
    ends = max((end for _start, end in terms if end), default="")
    last = place.day(ends)
    return place.day(starts), last + timedelta(days=1) if last else None


def make_people(taking: Any, place: Place, facts: Sequence[User]) -> dict[str, Noted]:
    """Find or open the account of each person; what somebody says of themselves stays as they say it."""
    place.__dict__.pop("people", None)
    whom = place.changes.whom
    new: dict[str, people.Newcomer] = {}
    named: dict[str, str] = {}
    for each in facts:
        if whom[each.sourced_id].person is None:
            # One person whom a list names twice gets one account.
            key = named[each.sourced_id] = each.email or f"\0{each.sourced_id}"
            name, latin = name_of(each.given, each.middle, each.family)
            new.setdefault(
                key,
                people.Newcomer(
                    email=each.email or None,
                    name=name or each.username[:150],
                    latin_name=latin,
                    locale=taking.locale,
                    zone=place.university.zone,
                ),
            )
    # Whoever opened an account in the meantime, or came with an earlier part of this roster, has one.
    there = people.accounts_of(emails=[each.email for each in new.values() if each.email], uids=()).by_email
    fresh = {key: each for key, each in new.items() if key not in there}
    made = people.join_many(newcomers=list(fresh.values()), now=taking.now)
    keys = {**there, **{key: pk for key, (pk, _uid) in zip(fresh, made, strict=True)}}
    taking.count("account", "made", len(made))
    _correct_unused(taking, [each for each in facts if each.sourced_id in place.changes.before["user"]])
    return {
        each.sourced_id: Noted(
            person=whom[each.sourced_id].person or keys[named[each.sourced_id]],
            identifier=identifier_of(each),
            number=number_of(each),
            said=each.said,
            is_new=named.get(each.sourced_id) in fresh,
        )
        for each in facts
    }


def _correct_unused(taking: Any, facts: Sequence[User]) -> None:
    """Let accounts that this list opened, and nobody has signed in to, be called as it says now."""
    if not facts:
        return
    said = {each.sourced_id: each for each in facts}
    rows = Sourced.objects.of(taking.university.pk, taking.source, "user").filter(sourced_id__in=said, is_new=True)
    rows = rows.filter(person__isnull=False)
    # Whom another university names as well is no longer one university's to call.
    elsewhere = Sourced.objects.filter(kind="user", person=OuterRef("person")).exclude(university=taking.university)
    rows = rows.exclude(Exists(elsewhere))
    corrections: dict[int, people.Newcomer] = {}
    for key, person in rows.order_by("pk").values_list("sourced_id", "person_id"):
        name, latin = name_of(said[key].given, said[key].middle, said[key].family)
        if name:
            corrections[person] = people.Newcomer(email=said[key].email or None, name=name, latin_name=latin)
    moved = people.correct_unused(corrections=corrections)
    # What was written to the old address, reached nobody.
    rows.filter(person__in=moved).update(welcomed_at=None)


def make_roles(taking: Any, place: Place, facts: Sequence[Role]) -> dict[str, Noted]:
    """Let staff serve the university. Who runs it, nobody's list decides."""
    staff = [place.people[each.user] for each in facts if each.role != "student" and each.user in place.people]
    universities.give_roles(
        university=place.university, role=universities.Role.STAFF, to=staff, by=taking.by, now=taking.now
    )
    return {
        each.sourced_id: Noted(
            place.units.get(each.org), place.people[each.user][0], said={"role": each.role, "user": each.user}
        )
        for each in facts
        if each.user in place.people
    }


def make_enrollments(taking: Any, place: Place, facts: Sequence[Enrollment]) -> dict[str, Noted]:
    """Give students their places, and teachers and assistants their classes."""
    before: dict[str, Before] = place.changes.before["enrollment"]
    taking_over = [before[each.sourced_id] for each in facts if _serves_otherwise(each, before.get(each.sourced_id))]
    _end_as_they_were(taking, taking_over)
    there = [each for each in facts if each.user in place.people and each.class_ in place.runs]
    keys: dict[tuple[int, int, str], int] = {}
    seats = [each for each in there if each.role == "student"]
    given = learning.enroll_many(
        seats=[_seat(place, each) for each in seats], university=place.university.uid, now=taking.now
    )
    keys |= {(person, run, "student"): pk for (person, run), pk in given.items()}
    keys |= catalog.bulk.give_course_roles(
        university=place.university,
        roles=[_serving(place, each) for each in there if each.role != "student"],
        by=taking.by,
        now=taking.now,
    )
    return {
        each.sourced_id: Noted(
            keys[(place.people[each.user][0], place.runs[each.class_].pk, each.role)],
            place.people[each.user][0],
            said={"role": each.role, "class": each.class_, "user": each.user},
        )
        for each in there
    }


def _seat(place: Place, each: Enrollment) -> learning.Seat:
    (person, uid), run = place.people[each.user], place.runs[each.class_]
    return learning.Seat(learner=person, learner_uid=uid, run=run.pk, run_uid=run.uid)


def _serving(place: Place, each: Enrollment) -> catalog.bulk.Serving:
    (person, uid), run = place.people[each.user], place.runs[each.class_]
    return catalog.bulk.Serving(
        person=person,
        person_uid=uid,
        course=run.course,
        course_uid=run.course_uid,
        run=run.pk,
        role=TAUGHT_BY[each.role],
    )


def _serves_otherwise(each: Enrollment, was: Before | None) -> bool:
    """Test whether the same line says now that somebody is something else, or somewhere else."""
    return (
        was is not None
        and not was.is_gone
        and (was.said.get("role"), was.said.get("class")) != (each.role, each.class_)
    )


def _end_as_they_were(taking: Any, was: Sequence[Before]) -> None:
    students = [each.row for each in was if each.said.get("role") == "student" and each.row]
    others = [each.row for each in was if each.said.get("role") != "student" and each.row]
    if students:
        learning.withdraw_many(
            enrollments=students, university=taking.university.uid, by=taking.by, now=taking.now, reason=taking.reason
        )
    if others:
        catalog.bulk.withdraw_course_roles(university=taking.university, keys=others, by=taking.by)


MAKERS: dict[str, Callable[[Any, Place, Any], dict[str, Noted]]] = {
    "org": make_orgs,
    "term": make_terms,
    "course": make_courses,
    "class": make_classes,
    "user": make_people,
    "role": make_roles,
    "enrollment": make_enrollments,
}
