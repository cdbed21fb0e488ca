"""The first Monday of the demo: the drill for teachers, and a lesson around an experiment."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from xingtan.authoring import public as authoring
from xingtan.authoring.registry import formats
from xingtan.catalog import public as catalog
from xingtan.kernel import archives
from xingtan.people import public as people
from xingtan.readiness import public as readiness
from xingtan.universities import public as universities

FOLDERS = Path(__file__).parent / "short"
DRILL = "teach-online-by-monday"
EXPERIMENT = "weighing-a-planet"
OWNER = "apricot"


def offer_short_courses(*, now: datetime, say: Callable[[str], object]) -> None:
    """Take in and publish every short course that is not there yet."""
    for slug in (DRILL, EXPERIMENT):
        if not catalog.Course.objects.filter(slug=slug).exists():
            say(slug)
            run = _publish(FOLDERS / slug, now)
            if slug == DRILL:
                readiness.choose_drill(university=run.course.university, course=run.course, by=None, now=now)


def _publish(folder: Path, now: datetime) -> catalog.Run:
    university = universities.University.objects.get(slug=OWNER)
    with archives.unpack(folder) as tree:
        known = formats.recognised(tree)
        if known is None:
            raise RuntimeError(f"{folder} is not a course")
        version = authoring.take_in(
            bundle=known.read(tree), course=None, university=university, slug=folder.name, by=None, now=now
        )
    course = catalog.publish_course(course=version.course, by=None, now=now)
    grace = people.Person.objects.get(email="grace@example.org")
    catalog.give_course_role(person=grace, course=course, role="teacher", by=None, now=now)
    return catalog.open_run(
        course=course, by=None, is_self_paced=True, starts_at=now - timedelta(days=7), zone=university.zone
    )
