"""Found the site of the kill test: so many learners, and a course of three problems. Prints where they are."""

import json
import sys
from decimal import Decimal

from django.utils import timezone

from xingtan.authoring import public as authoring
from xingtan.authoring.registry.bundle import (
    Bundle,
    BundleBlock,
    Chapter,
    Facts,
    Grader,
    Policy,
    Section,
    Unit,
)
from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.people import public as people
from xingtan.site import tables
from xingtan.universities import public as universities

PASSWORD = "three apricots on a terrace"
PROBLEMS = ("first", "second", "third")


def problem(key: str) -> BundleBlock:
    """Ask for seven, and take any answer any number of times."""
    question = {"id": "q", "type": "numeric", "label": "How many?", "answer": "7", "tolerance": "0.5"}
    return BundleBlock(key=key, kind="problem", title={"en": key}, data={"parts": [{"question": question}]})


@deed
def found(learners: int) -> dict[str, object]:
    """Invite the learners and open the course."""
    now = timezone.now()
    emails = [f"learner{number}@example.org" for number in range(learners)]
    for email in emails:
        people.confirm_address(person=people.join(email=email, password=PASSWORD, name=email.partition("@")[0]))
    apricot = universities.admit(slug="apricot", name={"en": "Apricot"}, country="CN", zone="UTC")
    section = Section(key="week", title={"en": "Week"}, graded_as="quiz", units=tuple(
        Unit(key=f"unit-{key}", title={"en": key}, blocks=(problem(key),)) for key in PROBLEMS
    ))  # fmt: skip
    bundle = Bundle(
        facts=Facts(slug="seven", title={"en": "Seven"}, languages=("en",)),
        policy=Policy(graders=(Grader(name="quiz", weight=Decimal(1)),)),
        chapters=(Chapter(key="part", title={"en": "Part"}, sections=(section,)),),
        format="test",
    )
    version = authoring.take_in(bundle=bundle, university=apricot, course=None, by=None, now=now)
    course = catalog.publish_course(course=version.course, by=None, now=now)
    run = catalog.open_run(course=course, by=None, is_self_paced=True, starts_at=now, zone="UTC")
    return {"run": run.get_absolute_url(), "emails": emails, "password": PASSWORD, "problems": PROBLEMS}


def main() -> None:
    """Do it."""
    tables.bring_up_to_date()
    print(json.dumps(found(int(sys.argv[1]))))
