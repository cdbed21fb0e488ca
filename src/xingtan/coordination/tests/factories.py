"""A call with who joined it, courses that are complete, and nominations as far as a test needs them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from xingtan.catalog import public as catalog
from xingtan.coordination import actions
from xingtan.coordination.models import Assignment, Call, Nomination, Verdict
from xingtan.people import public as people
from xingtan.universities import public as universities

WHOLE: dict[str, Any] = {
    "title": {"en": "Maps"},
    "summary": {"en": "All about maps."},
    "about": {"en": "<p>Why every map lies.</p>"},
    "outcomes": [{"en": "Read any map"}],
    "languages": ["en"],
    "licence": "CC-BY-4.0",
    "workload_hours": 20,
}
MARKS = {"content": 5, "teaching": 4, "reach": 4, "readiness": 3}


def open_call(by: people.Person, now: datetime, slug: str = "spring", **facts: Any) -> Call:
    """Open a call."""
    said = {
        "title": {"en": f"The {slug} call"},
        "wanted": {"en": "Courses for the world"},
        "due_at": now + timedelta(days=60),
        **facts,
    }
    call = actions.add_call(slug=slug, by=by, **said)
    actions.move_call(call=call, move="open", by=by, now=now)
    call.refresh_from_db()
    return call


def whole_course(
    university: universities.University,
    teacher: people.Person,
    now: datetime,
    slug: str = "maps",
    **facts: Any,
) -> catalog.Course:
    """Publish a course that says everything of itself."""
    said = {**WHOLE, "subject": catalog.Subject.objects.get(code="0532"), **facts}
    course = catalog.add_course(university=university, slug=slug, by=None, **said)
    catalog.give_course_role(person=teacher, course=course, role="teacher", by=None, now=now)
    catalog.open_run(course=course, by=None, starts_at=now)
    return catalog.publish_course(course=course, by=None, now=now)


def nominated(call: Call, course: catalog.Course, by: people.Person, now: datetime) -> Nomination:
    """Nominate the course; its university joins if it has not."""
    if not call.parties.filter(university=course.university).exists():
        actions.join_call(call=call, university=course.university, tier="lead", by=by, now=now)
    return actions.nominate(call=call, course=course, statement="It is good.", by=by, now=now)


def in_review(nomination: Nomination, coordinator: people.Person, now: datetime) -> Nomination:
    """Confirm that the course is complete."""
    actions.confirm(nomination=nomination, by=coordinator, now=now)
    nomination.refresh_from_db()
    return nomination


def asked(nomination: Nomination, coordinator: people.Person, expert: people.Person, now: datetime) -> Assignment:
    """Ask an expert."""
    return actions.assign(nomination=nomination, email=str(expert.email), by=coordinator, now=now)


def reviewed(assignment: Assignment, now: datetime, recommendation: str = "accept") -> None:
    """Give a review."""
    actions.review(
        assignment=assignment,
        marks=MARKS,
        comment="Well made.",
        recommendation=recommendation,
        by=assignment.expert,
        now=now,
    )


def to_decide(
    nomination: Nomination, coordinator: people.Person, experts: list[people.Person], now: datetime
) -> Nomination:
    """Bring the nomination before the committee."""
    if nomination.state == "nominated":
        in_review(nomination, coordinator, now)
    for expert in experts:
        reviewed(asked(nomination, coordinator, expert, now), now)
    actions.close_review(nomination=nomination, by=coordinator, now=now)
    nomination.refresh_from_db()
    return nomination


def accepted(nomination: Nomination, member: people.Person, now: datetime) -> Nomination:
    """Let the committee accept it."""
    actions.decide(nomination=nomination, verdict=Verdict.ACCEPT, reason="Excellent.", by=member, now=now)
    nomination.refresh_from_db()
    return nomination


def selected(nomination: Nomination, coordinator: people.Person, now: datetime) -> Nomination:
    """Publish it on the international platform."""
    actions.publish(nomination=nomination, by=coordinator, now=now)
    nomination.refresh_from_db()
    return nomination
