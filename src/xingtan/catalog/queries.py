"""Questions about courses and runs, answered a page at a time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import ngettext

from xingtan.catalog.models import Course, CourseRole, Level, Run, Subject
from xingtan.catalog.rules import name_of
from xingtan.kernel.prose import plain
from xingtan.kernel.text import as_text
from xingtan.people import public as people
from xingtan.search import public as search
from xingtan.search.registry import Document
from xingtan.universities import public as universities

COLLECTION = "courses"
MOST_FOUND = 500


@dataclass(frozen=True)
class Card:
    """A course as a list shows it, with every address and word ready."""

    pk: int
    uid: str
    url: str
    title: str
    title_language: str
    summary: str
    university: str
    subject: str
    subject_code: str
    level: str
    languages: list[str]
    workload: str
    cover_digest: str


@dataclass(frozen=True)
class Facet:
    """One way to narrow the list: its name, and its values with how many courses each would leave."""

    name: str
    values: list["Choice"]


@dataclass(frozen=True)
class Choice:
    """A value of a facet."""

    key: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for."""

    words: str = ""
    subject: str = ""
    language: str = ""
    university: str = ""
    level: str = ""


@dataclass(frozen=True)
class Taught:
    """A course somebody serves, with its runs."""

    url: str
    title: str
    university: str
    status_label: str
    is_published: bool
    runs: list[dict[str, str]] = field(default_factory=list)


def cards(courses: Iterable[Course]) -> list[Card]:
    """Make cards of courses that have university and subject loaded."""
    return [_card(course) for course in courses]


def _card(course: Course) -> Card:
    return Card(
        pk=course.pk,
        uid=str(course.uid),
        url=course.get_absolute_url(),
        title=str(course.title),
        title_language=course.title.language,
        summary=str(course.summary),
        university=str(course.university.name),
        subject=str(course.subject.name) if course.subject else "",
        subject_code=course.subject.code if course.subject else "",
        level=course.get_level_display(),
        languages=[name_of(tag) for tag in course.languages],
        workload=hours_in_words(course.workload_hours),
        cover_digest=course.cover_digest,
    )


def hours_in_words(hours: Decimal | None) -> str:
    """Give a workload in words; nothing where none is said."""
    if not hours:
        return ""
    # A number that is not whole takes the plural, as two does.
    count = int(hours) if hours == int(hours) else 2
    return ngettext("%(hours)s hour", "%(hours)s hours", count) % {"hours": f"{hours.normalize():f}"}


def newest_courses(*, count: int) -> list[Card]:
    """Give the courses that were published last."""
    return cards(Course.objects.published().select_related("university", "subject").order_by("-made_at", "-pk")[:count])


def find_courses(wanted: Wanted) -> Any:
    """Find the published courses that fit; a query set in order of fit, so that the page decides how many."""
    found = _narrow(Course.objects.published().select_related("university", "subject"), wanted)
    if not wanted.words:
        return found.order_by("slug", "pk")
    uids = search.find(COLLECTION, wanted.words, limit=MOST_FOUND).ids
    fit = Case(*(When(uid=uid, then=Value(place)) for place, uid in enumerate(uids)), output_field=IntegerField())
    return found.filter(uid__in=uids).order_by(fit, "pk") if uids else found.none()


def _narrow(found: Any, wanted: Wanted) -> Any:
    if wanted.subject:
        found = found.filter(subject__code=wanted.subject)
    if wanted.university:
        found = found.filter(university__slug=wanted.university)
    if wanted.level:
        found = found.filter(level=wanted.level)
    if wanted.language:
        # Both databases keep the list as JSON text, in which a tag stands between quotation marks.
        found = found.filter(languages__icontains=f'"{wanted.language}"')
    return found


def facets_of(courses: Any, wanted: Wanted) -> dict[str, Facet]:
    """Count, over the courses found, what each further choice would leave: one query."""
    subjects: Counter[tuple[str, str]] = Counter()
    languages: Counter[str] = Counter()
    offering: Counter[tuple[str, str]] = Counter()
    levels: Counter[str] = Counter()
    for course in courses.only(
        "languages", "level", "subject__code", "subject__name", "university__slug", "university__name", "slug"
    ):
        if course.subject:
            subjects[course.subject.code, str(course.subject.name)] += 1
        languages.update(course.languages)
        offering[course.university.slug, str(course.university.name)] += 1
        levels[course.level] += 1
    return {
        "subject": Facet(
            "subject",
            [
                Choice(k, label, n, k == wanted.subject)
                for (k, label), n in sorted(subjects.items(), key=lambda each: each[0][1])
            ],
        ),
        "language": Facet(
            "language", [Choice(k, name_of(k), n, k == wanted.language) for k, n in sorted(languages.items())]
        ),
        "university": Facet(
            "university",
            [
                Choice(k, label, n, k == wanted.university)
                for (k, label), n in sorted(offering.items(), key=lambda each: each[0][1])
            ],
        ),
        "level": Facet(
            "level", [Choice(str(k), str(k.label), levels[k], k == wanted.level) for k in Level if levels[k]]
        ),
    }


def open_runs(courses: Sequence[Course], *, now: datetime) -> dict[int, list[Run]]:
    """Give the published runs of these courses that have not ended, the next one first: one query."""
    found: dict[int, list[Run]] = {course.pk: [] for course in courses}
    rows = Run.objects.filter(course__in=courses, status=Run.Status.PUBLISHED).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=now)
    )
    by_pk = {course.pk: course for course in courses}
    for run in rows.order_by("starts_at", "pk"):
        run.course = by_pk[run.course_id]
        found[run.course_id].append(run)
    return found


def subject_of(code: str) -> Subject | None:
    """Find a subject by its ISCED-F code; the nearest wider one where the code is of a field we do not name."""
    found = {each.code: each for each in Subject.objects.filter(code__in=(code, code[:2]))}
    return found.get(code) or found.get(code[:2])


def counts() -> dict[str, int]:
    """Count what the catalogue offers: courses, universities with a course, languages taught in."""
    rows = list(Course.objects.published().values_list("university_id", "languages"))
    return {
        "courses": len(rows),
        "universities": len({university for university, _ in rows}),
        "languages": len({tag for _, languages in rows for tag in languages}),
    }


def courses_taught_by(person: Any) -> list[Taught]:
    """Give the courses this person serves, or whose university they run, with their runs: two queries."""
    mine = CourseRole.objects.filter(person=person).values("course")
    run_by_me = [
        key for key, roles in person.standing.universities.at.items() if universities.Role.ADMINISTRATOR in roles
    ]
    courses = (
        Course.objects.filter(Q(pk__in=mine) | Q(university__in=run_by_me))
        .select_related("university")
        .prefetch_related("runs")
    )
    return [_taught(course) for course in courses.order_by("university__slug", "slug", "pk")]


def _taught(course: Course) -> Taught:
    url = course.get_absolute_url()
    runs = [
        {
            "label": run.starts_at.date().isoformat() if run.starts_at else "",
            "learners_url": f"{url}runs/{run.uid}/learners/",
        }
        for run in course.runs.all()
    ]
    return Taught(
        url, str(course.title), str(course.university.name), course.get_status_display(), course.is_published, runs
    )


def courses_of(university: universities.University, person: Any) -> list[Course]:
    """Give the university's courses that this person may see."""
    return list(
        Course.objects.visible_to(person)
        .filter(university=university)
        .select_related("university", "subject")
        .order_by("slug", "pk")
    )


def documents_of(ids: Sequence[str]) -> list[Document]:
    """Give what can be found of these published courses."""
    courses = Course.objects.published().filter(uid__in=ids).select_related("university", "subject")
    return [_document(course) for course in courses]


def _document(course: Course) -> Document:
    subject = course.subject.name.values() if course.subject else ()
    texts = (course.summary, course.university.name, *(as_text(each) for each in course.outcomes))
    names = (as_text(each.get("name", "")) for each in course.teachers)
    words = [
        *(word for text in (*texts, *names) for word in text.values()),
        *subject,
        *map(plain, course.about.values()),
    ]
    return Document(str(course.uid), " ".join(course.title.values()), " ".join(words))


def every_id() -> Iterable[str]:
    """Give the uid of every published course."""
    return (str(uid) for uid in Course.objects.published().order_by("pk").values_list("uid", flat=True).iterator())


@dataclass(frozen=True)
class Server:
    """A person and a role they have on a course."""

    role_id: int
    name: str
    email: str
    role: str
    since: datetime


def servers_of(course: Course) -> list[Server]:
    """Give everyone who serves the course: one query."""
    rows = CourseRole.objects.filter(course=course).select_related("person").order_by("role", "person__name", "pk")
    return [
        Server(row.pk, row.person.get_full_name(), row.person.email or "", row.get_role_display(), row.since)
        for row in rows
    ]


def runs_of(course: Course) -> list[Run]:
    """Give every run of the course, the newest first."""
    return list(Run.objects.filter(course=course).order_by("-starts_at", "-pk"))


def taught_at(university: universities.University, person: people.Person) -> list[Taught]:
    """Give the university's courses that this person may see, with their runs: two queries."""
    seen = Course.objects.visible_to(person).filter(university=university)
    return [
        _taught(course) for course in seen.select_related("university").prefetch_related("runs").order_by("slug", "pk")
    ]
