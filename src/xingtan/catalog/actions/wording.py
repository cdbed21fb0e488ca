"""Deeds: a partner's course says what its listings say.

Whose words win, where several platforms list one course: our own course's always; then a lead platform's; then those
of the listing that was here first. One that its platform dropped has no say while another is live.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When

from xingtan.catalog.models import Course, Listing, Partner, Platform, Subject
from xingtan.catalog.registry import Institution
from xingtan.kernel import rows
from xingtan.kernel.deeds import deed
from xingtan.kernel.ids import new_uid
from xingtan.universities import public as universities

NAMES = (
    *("title", "summary", "about", "outcomes", "teachers", "languages", "caption_languages", "subject_id", "level"),
    *("workload_hours", "licence", "kind", "is_free", "has_free_certificate", "needs_sign_in", "works_on_phone"),
    *("credits", "dates", "university_id", "host_id"),
)
ROUNDS = 3
_APART = re.compile(r"[^a-z0-9]+")
_NO_TEXT, _NO_LIST = rows.encoded({}), rows.encoded([])


@dataclass(frozen=True, slots=True)
class Told:
    """What a platform says of a course, and who it says made it: keys of universities, the owner first."""

    facts: Mapping[str, Any]
    platform: Platform
    makers: tuple[int, ...]
    # Each fact as JSON, as it goes into the course and into its listing.
    written: Mapping[str, str]

    @property
    def as_json(self) -> rows.Encoded:
        """Write the facts as one object."""
        return rows.Encoded("{" + ", ".join(f'"{name}": {value}' for name, value in self.written.items()) + "}")


class NewCourse(NamedTuple):
    """A course that is put in: its uid, and a mark that makes its address its own."""

    uid: UUID
    mark: str
    told: Told


def told(said: Sequence[tuple[Mapping[str, Any], Platform]]) -> list[Told]:
    """Find, or make known, the universities that these facts name; the platform's operator where they name none."""
    makers = [[_institution(each) for each in facts.get("institutions", ())] or [_operator(of)] for facts, of in said]
    keys = iter(universities.recognise([each for some in makers for each in some]))
    return [
        Told(
            facts,
            of,
            tuple(dict.fromkeys(next(keys) for _each in some)),
            {name: rows.encoded(value) for name, value in facts.items()},
        )
        for (facts, of), some in zip(said, makers, strict=True)
    ]


def add(new: Sequence[Told], marks: Sequence[str], now: datetime) -> list[tuple[UUID, int]]:
    """Put courses in, each at an address of its own; give uid and key, in order."""
    subjects = _subjects()
    wanted = [NewCourse(new_uid(), mark, each) for mark, each in zip(marks, new, strict=True)]
    made: dict[UUID, int] = {}
    missing = wanted
    for attempt in range(ROUNDS):
        always = {"status": Course.Status.PUBLISHED, "made_at": now, "published_at": now, "changed_at": now}
        lines = [(each.uid, _slug(each, attempt), *_values(each.told, subjects)) for each in missing]
        # In one order whoever adds: two harvests at once then never wait for each other.
        rows.insert(Course, ("uid", "slug", *NAMES), sorted(lines, key=lambda line: (line[-2], line[1])), always=always)
        made.update(rows.keys(Course, "uid", [each.uid for each in missing]))
        missing = [each for each in wanted if each.uid not in made]
        if not missing:
            break
    keys = [(each.uid, made[each.uid]) for each in wanted]
    _set_partners({key: each.makers[1:] for (_uid, key), each in zip(keys, new, strict=True)}, are_new=True)
    return keys


@deed
def retell(*, courses: Iterable[int], now: datetime) -> list[UUID]:
    """Let partners' courses say anew what the listing says whose words win. Ours say what they said.

    :param courses: keys
    :returns: the courses whose words or state may have changed
    """
    keys = sorted(set(courses))
    partners = {each.pk: each for each in _partners_courses(keys)}
    winning: dict[int, tuple[Mapping[str, Any], Platform]] = {}
    for listing in _in_order_of_say(keys):
        if listing.course_id in partners:
            winning.setdefault(listing.course_id, (listing.facts, listing.platform))
    order = sorted(winning)
    words = dict(zip(order, told([winning[key] for key in order]), strict=True))

    subjects = _subjects()
    lines = [
        (*_values(each, subjects), _kept_slug(partners[key], each), Course.Status.PUBLISHED, key)
        for key, each in words.items()
    ]
    rows.change(Course, (*NAMES, "slug", "status"), lines, always={"changed_at": now})
    _set_partners({key: each.makers[1:] for key, each in words.items()})

    gone = [key for key in partners if key not in words]
    Course.objects.filter(pk__in=gone).exclude(status=Course.Status.GONE).update(
        status=Course.Status.GONE, changed_at=now
    )
    return [each.uid for each in partners.values()]


def _partners_courses(keys: Sequence[int]) -> Iterable[Course]:
    rows_ = Course.objects.filter(pk__in=keys, host__isnull=False).order_by("pk").select_for_update()
    return rows_.only("pk", "uid", "slug", "university_id", "host_id")


def _in_order_of_say(keys: Sequence[int]) -> Iterable[Listing]:
    """Give live listings of these courses, the one whose words win first."""
    leads_first = Case(When(platform__tier=Platform.Tier.LEAD, then=Value(0)), default=1, output_field=IntegerField())
    return (
        Listing.objects.live()
        .filter(course__in=keys)
        .select_related("platform")
        .only("course_id", "facts", "platform")
        .order_by(leads_first, "first_seen_at", "pk")
    )


def _values(said: Told, subjects: Mapping[str, int]) -> tuple[Any, ...]:
    """Give the columns ``NAMES`` of a course."""
    get, written = said.facts.get, said.written
    return (
        written["title"],
        written.get("summary", _NO_TEXT),
        written.get("about", _NO_TEXT),
        written.get("outcomes", _NO_LIST),
        [{"name": {"und": each}} for each in get("teachers", ())],
        written.get("languages", _NO_LIST),
        written.get("captions", _NO_LIST),
        _subject(get("subjects", ()), subjects),
        get("level", ""),
        _number(get("workload_hours")),
        get("licence", ""),
        get("kind", ""),
        get("is_free"),
        get("has_free_certificate"),
        get("needs_sign_in"),
        get("works_on_phone"),
        _number(get("credits")),
        written.get("dates", _NO_LIST),
        said.makers[0],
        said.platform.pk,
    )


def _number(said: str | None) -> Decimal | None:
    return None if said is None else Decimal(said)


def _subject(codes: Iterable[str], subjects: Mapping[str, int]) -> int | None:
    """Find the nearest subject we have a name for: the code itself, or what it is a part of."""
    for code in codes:
        for length in (4, 3, 2):
            if (found := subjects.get(code[:length])) is not None:
                return found
    return None


def _subjects() -> dict[str, int]:
    return dict(Subject.objects.values_list("code", "pk"))


def _slug(new: NewCourse, attempt: int) -> str:
    """Make an address of the title; where that is taken, with a mark."""
    title = new.told.facts["title"]
    plain = title.get("en") or next(iter(title.values()))
    words = _address(plain)
    if words and not attempt:
        return words
    return f"{words or 'course'}-{new.mark[: 8 * max(attempt, 1)]}"


def _address(title: str) -> str:
    """Write a title in letters that an address can hold: as Django's ``slugify`` does, without its detours."""
    bare = title[:80] if title.isascii() else unicodedata.normalize("NFKD", title[:80])
    return _APART.sub("-", bare.encode("ascii", "ignore").decode().lower())[:60].strip("-")


def _kept_slug(course: Course, said: Told) -> str:
    """Keep the address, unless the course moves to another university, where it may be taken."""
    if course.university_id == said.makers[0]:
        return course.slug
    mark = blake2b(course.uid.bytes, digest_size=6).hexdigest()
    return f"{course.slug[:60].strip('-_')}-{mark}"


def _set_partners(makers: Mapping[int, tuple[int, ...]], *, are_new: bool = False) -> None:
    wanted = {(course, university) for course, some in makers.items() for university in some}
    there: dict[tuple[int, int], int] = {}
    if not are_new:
        found = Partner.objects.filter(course__in=makers).values_list("course_id", "university_id", "pk")
        there = {(course, university): pk for course, university, pk in found}
    if outdated := [pk for pair, pk in there.items() if pair not in wanted]:
        Partner.objects.filter(pk__in=outdated).delete()
    rows.insert(Partner, ("course_id", "university_id"), sorted(wanted - set(there)), always={})


def _institution(kept: Mapping[str, Any]) -> Institution:
    return Institution(name=kept["name"], country=kept["country"], website=kept["website"])


def _operator(platform: Platform) -> Institution:
    name = {"und": platform.operator} if platform.operator else dict(platform.name)
    return Institution(name=name, country=platform.country, website=platform.website)
