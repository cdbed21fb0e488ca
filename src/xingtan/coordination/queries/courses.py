"""Questions about courses as the desk sees them: are they complete, who teaches them, who selected and adopted them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.coordination.models import Adoption, Selection
from xingtan.coordination.rules import CourseFacts, findings
from xingtan.kernel.prepared import Prepared
from xingtan.people import public as people
from xingtan.universities import public as universities


def findings_of(course: catalog.Course) -> dict[str, bool]:
    """Tell what the course says of itself and what it does not, as it is now."""
    # A partner's course runs where it runs, and is taught by whom its platform names.
    runs = len(course.dates) if course.host_id else catalog.Run.objects.published().filter(course=course).count()
    serving = catalog.CourseRole.objects.filter(course=course, role=catalog.CourseRole.Role.TEACHER).count()
    return findings(
        CourseFacts(
            title=course.title,
            summary=course.summary,
            about=course.about,
            outcomes=course.outcomes,
            languages=course.languages,
            level=course.level,
            subject=course.subject_id is not None,
            licence=course.licence,
            workload_hours=course.workload_hours,
            runs=runs,
            responsible=len(course.teachers) if course.host_id else serving,
            has_films=_has_films(course),
            captions=course.caption_languages,
        )
    )


def _has_films(course: catalog.Course) -> bool:
    if course.host_id:
        return True
    version = authoring.newest_version(course)
    return version is not None and any(block.kind == "video" for block in authoring.outline_of(version).blocks.values())


def item_names(items: Iterable[str]) -> list[str]:
    """Name items of the list of completeness in the reader's language."""
    names = {
        "title": gettext("a title"),
        "summary": gettext("a summary"),
        "about": gettext("a description"),
        "outcomes": gettext("what one will learn"),
        "languages": gettext("its languages"),
        "subject": gettext("its subject"),
        "level": gettext("its level"),
        "licence": gettext("a licence"),
        "workload": gettext("the workload in hours"),
        "run": gettext("a run that anyone can see"),
        "teacher": gettext("a responsible teacher"),
        "captions": gettext("captions for its films"),
    }
    return [names[item] for item in items]


def teaches(person: people.Person, university: universities.University, course: catalog.Course) -> bool:
    """Test whether this person teaches at the university, or teaches this course."""
    staff = person.is_active and universities.Role.STAFF in person.standing.universities.at.get(university.pk, ())
    return bool(staff) or (person.is_active and course.pk in person.standing.catalog.teaches)


def teachers_of(university: universities.University) -> list[people.Person]:
    """Give those who teach at the university, by name."""
    rows = universities.Membership.objects.filter(university=university, role=universities.Role.STAFF)
    return [each.person for each in rows.select_related("person").order_by("person__name", "pk")]


def adoptions_of(university: universities.University) -> list[Adoption]:
    """Give the courses that the university teaches, its own and others'."""
    return list(Adoption.objects.current().whole().filter(university=university).order_by("-at", "-pk"))


def credits_of(course: catalog.Course, university: universities.University) -> Decimal | None:
    """Give what credit the course carries at this university now: none where no teacher answers for it any more."""
    adoption = Adoption.objects.current().whole().filter(course=course, university=university).first()
    if adoption is None or adoption.responsible is None or not teaches(adoption.responsible, university, course):
        return None
    return adoption.credits


_selection = Prepared[Selection](
    lambda course: (
        Selection.objects.holding().filter(course=course).select_related("nomination__call").order_by("-at", "-pk")[:1]
    ),
    course=models.BigIntegerField(),
)
_adoptions = Prepared[Adoption](
    lambda course: (
        Adoption.objects.current().filter(course=course).select_related("university").order_by("university__slug")[:20]
    ),
    course=models.BigIntegerField(),
)


def selections_for(courses: Sequence[Any]) -> dict[int, Selection]:
    """Give the selection that holds of each course that has one: one query."""
    if len(courses) == 1:
        # The page of a course asks for one, all day long.
        found = _selection.all(course=courses[0].pk)
    else:
        rows = Selection.objects.holding().filter(course__in=courses)
        found = list(rows.select_related("nomination__call").order_by("at", "pk"))
    return {each.course_id: each for each in found}


def adoptions_for(courses: Sequence[Any]) -> dict[int, list[Adoption]]:
    """Give who adopted each course: one query."""
    if len(courses) == 1:
        rows = _adoptions.all(course=courses[0].pk)
    else:
        current = Adoption.objects.current().filter(course__in=courses)
        rows = list(current.select_related("university").order_by("university__slug", "pk"))
    found: dict[int, list[Adoption]] = {}
    for row in rows:
        found.setdefault(row.course_id, []).append(row)
    return found
