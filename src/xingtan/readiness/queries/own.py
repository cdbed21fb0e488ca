"""What one lacks oneself, at each university where one teaches, and who stands by one."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from xingtan.catalog import public as catalog
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.readiness.models import DeviceTest, Drill, Pairing
from xingtan.readiness.queries.teachers import TEACHER, up_among
from xingtan.teaching import public as teaching


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnClass:
    """A class one teaches, and whether its week one is up."""

    title: str
    url: str
    is_up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDrill:
    """A drill one is asked to do."""

    title: str
    university: str
    url: str
    done_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """How far one is."""

    drills: tuple[OwnDrill, ...]
    test: DeviceTest | None
    classes: tuple[OwnClass, ...]
    mentors: tuple[people.Person, ...]
    novices: tuple[people.Person, ...]


def own_readiness(person: people.Person, *, now: datetime) -> Own:
    """Tell how far one is, in a constant number of queries."""
    roles = list(
        catalog.CourseRole.objects.filter(person=person, role=TEACHER).values_list(
            "course_id", "run_id", "course__university_id"
        )
    )
    courses = {course for course, run, _university in roles if not run}
    runs = {run for _course, run, _university in roles if run}
    found = teaching.Class.objects.filter(Q(run__course__in=courses) | Q(run__in=runs)).filter(
        Q(run__ends_at=None) | Q(run__ends_at__gte=now)
    )
    classes = list(found.select_related("run__course__university").order_by("run__starts_at", "pk"))
    linked = set(
        teaching.Session.objects.standing()
        .filter(run__in=[each.run_id for each in classes])
        .exclude(link="")
        .values_list("run_id", flat=True)
    )
    up = up_among(classes) | linked
    drills = list(
        Drill.objects.filter(university__in={university for *_, university in roles})
        .select_related("course__university", "university")
        .order_by("pk")
    )
    done = dict(
        learning.Completion.objects.filter(
            enrollment__learner=person, enrollment__run__course__in=[each.course_id for each in drills]
        ).values_list("enrollment__run__course_id", "at")
    )
    pairs = list(
        Pairing.objects.current()
        .filter(Q(novice=person) | Q(mentor=person))
        .select_related("novice", "mentor")
        .order_by("pk")
    )
    return Own(
        drills=tuple(
            OwnDrill(
                title=str(each.course.title),
                university=str(each.university),
                url=each.course.get_absolute_url(),
                done_at=done.get(each.course_id),
            )
            for each in drills
        ),
        test=DeviceTest.objects.filter(person=person).first(),
        classes=tuple(
            OwnClass(
                title=f"{each.run.course.title} {each.code}".strip(),
                url=f"{each.run.get_absolute_url()}sessions/",
                is_up=each.run_id in up,
            )
            for each in classes
        ),
        mentors=tuple(each.mentor for each in pairs if each.novice_id == person.pk),
        novices=tuple(each.novice for each in pairs if each.mentor_id == person.pk),
    )
