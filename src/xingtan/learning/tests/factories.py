"""Courses to study, and places on them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from xingtan.authoring.public import Version
from xingtan.authoring.registry.bundle import Bundle, BundleBlock, Chapter, Facts, Grader, Policy, Section, Unit
from xingtan.authoring.tests import factories as authoring
from xingtan.catalog import public as catalog
from xingtan.learning import actions
from xingtan.learning.models import Enrollment
from xingtan.people import public as people
from xingtan.universities import public as universities

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def problem(key: str, points: int = 1) -> BundleBlock:
    """Make a block with points; how it is answered is none of learning's business."""
    question = {
        "id": "q",
        "type": "single",
        "label": "Which fern?",
        "options": [{"id": "a", "html": "This", "correct": True}, {"id": "b", "html": "That", "correct": False}],
        "points": points,
    }
    return BundleBlock(
        key=key, kind="problem", title={"en": "A question"}, data={"parts": [{"question": question}], "weight": points}
    )


def section(key: str, *units: Unit, graded_as: str | None = None, due_at: datetime | None = None) -> Section:
    return Section(key=key, title={"en": key.title()}, units=units, graded_as=graded_as, due_at=due_at)


def bundle(*sections: Section, policy: Policy | None = None) -> Bundle:
    """Make a course of one chapter; by default two units to read and one with a question."""
    given = sections or (
        section(
            "reading",
            authoring.unit("welcome", authoring.text("hello")),
            authoring.unit("ferns", authoring.text("old"), authoring.text("green")),
        ),
        section("quiz-one", authoring.unit("questions", problem("which")), graded_as="quiz"),
    )
    return Bundle(
        facts=Facts(slug="ferns", title={"en": "Ferns", "zh-hans": "蕨类"}, languages=("en",)),
        policy=policy or Policy(graders=(Grader(name="quiz", weight=Decimal(1)),), cutoffs={"Pass": Decimal("0.5")}),
        chapters=(Chapter(key="part", title={"en": "Part one"}, sections=given),),
        format="test",
    )


def long_bundle(units: int, *, points_every: int = 5) -> Bundle:
    """Make a course of so many units, a block in each, some of them with points."""
    made = [
        authoring.unit(
            f"u{number}", problem(f"b{number}") if number % points_every == 2 else authoring.text(f"b{number}")
        )
        for number in range(units)
    ]
    sections = [section(f"s{start}", *made[start : start + 7], graded_as="quiz") for start in range(0, units, 7)]
    return bundle(*sections)


def run_of(university: universities.University, made: Bundle | None = None, **facts: Any) -> catalog.Run:
    """Publish a course with a run that anyone can join."""
    return opened(authoring.take_in(university, made or bundle()), **facts)


def opened(version: Version, **facts: Any) -> catalog.Run:
    """Publish the course of this version, and open a run."""
    course = catalog.publish_course(course=authoring.course_of(version), by=None, now=NOW)
    return catalog.open_run(course=course, by=None, **facts)


def change(run: catalog.Run, made: Bundle) -> None:
    """Take a new version of the course in, which the run follows."""
    authoring.take_in(run.course.university, made, course=run.course)


def teach(person: people.Person, run: catalog.Run, role: str = "teacher") -> None:
    catalog.give_course_role(person=person, course=run.course, role=role, by=None, now=NOW)


def place(run: catalog.Run, learner: people.Person, now: datetime = NOW) -> Enrollment:
    return actions.enroll(run=run, learner=learner, now=now)


def learner(number: int) -> people.Person:
    """Invite one more learner."""
    return people.join(email=f"learner{number}@example.org", name=f"Learner {number:03}")


def url_of(run: catalog.Run) -> dict[str, Any]:
    return {"university": run.course.university.slug, "course": run.course.slug, "run": run.uid}
