"""The courses of the demo: read from their folders, published, and begun by some learners."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from xingtan.authoring import public as authoring
from xingtan.authoring.registry import formats
from xingtan.catalog import public as catalog
from xingtan.kernel import archives
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.universities import public as universities

FOLDERS = Path(__file__).parent / "courses"

# Whose each course is; a course of somebody else's folder goes to the first university.
OWNERS = {"why-every-map-lies": "apricot", "reading-a-medical-test": "volta", "a-short-history-of-paper": "cedar"}

LEARNERS = (
    "Amina Diallo",
    "José Quispe",
    "Liina Tamm",
    "陈思远",
    "فاطمة الزهراء",
    "Noor Rahman",
    "Sven Mägi",
    "Rosa Huamán",
)


def offer(*, now: datetime, learners: int, say: Callable[[str], object]) -> None:
    """Take in and publish every course that is not there yet, and let learners begin it."""
    for folder in sorted(each for each in FOLDERS.iterdir() if each.is_dir()):
        if not catalog.Course.objects.filter(slug=folder.name).exists():
            say(folder.name)
            _begin(_publish(folder, now), learners, now)


def _publish(folder: Path, now: datetime) -> catalog.Run:
    university = universities.University.objects.get(slug=OWNERS.get(folder.name, "apricot"))
    with archives.unpack(folder) as tree:
        known = formats.recognised(tree)
        if known is None:
            raise RuntimeError(f"{folder} is not a course")
        bundle = known.read(tree)
        version = authoring.take_in(
            bundle=bundle, course=None, university=university, slug=folder.name, by=None, now=now
        )
    course = catalog.publish_course(course=version.course, by=None, now=now)
    grace = people.Person.objects.get(email="grace@example.org")
    catalog.give_course_role(person=grace, course=course, role="teacher", by=None, now=now)
    return catalog.open_run(
        course=course, by=None, is_self_paced=True, starts_at=now - timedelta(days=7), zone=university.zone
    )


def _begin(run: catalog.Run, learners: int, now: datetime) -> None:
    """Give places to some learners, so that a teacher's table is not empty."""
    drawn = random.Random(run.course.slug)
    for number in range(learners):
        email = f"learner{number + 1}@example.org"
        name = LEARNERS[number % len(LEARNERS)]
        person = people.Person.objects.filter(email=email).first() or people.join(email=email, name=name, latin_name="")
        if drawn.random() < 0.7:
            learning.enroll(run=run, learner=person, now=now)
