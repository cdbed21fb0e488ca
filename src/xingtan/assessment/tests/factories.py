"""A course with problems of every kind, and a learner on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from xingtan.authoring.public import Version
from xingtan.authoring.registry.bundle import Bundle, BundleBlock, Chapter, Facts, Grader, Policy, Report, Section, Unit
from xingtan.authoring.tests.factories import course_of, take_in
from xingtan.catalog import public as catalog
from xingtan.learning import public as learning
from xingtan.people.public import Person
from xingtan.universities.public import University

SINGLE: dict[str, Any] = {
    "id": "q1",
    "type": "single",
    "label": "<p>Which animal?</p>",
    "options": [
        {"id": "wolf", "html": "Wolf", "correct": True, "feedback": "<p>It nursed them.</p>"},
        {"id": "bear", "html": "Bear", "feedback": "<p>No bear here.</p>"},
    ],
}
EVERY_KIND: dict[str, Any] = {
    "parts": [
        {"html": "<p>Before the questions.</p>"},
        {"question": SINGLE},
        {
            "question": {
                "id": "q2",
                "type": "multiple",
                "label": "Which are even?",
                "partial": "each",
                "options": [{"id": "two", "html": "2", "correct": True}, {"id": "three", "html": "3"}],
            }
        },
        {
            "question": {
                "id": "q3",
                "type": "dropdown",
                "label": "Pick",
                "help": "Only one is a fruit.",
                "options": [{"id": "a", "html": "<b>Apricot</b>", "correct": True}, {"id": "b", "html": "Stone"}],
            }
        },
        {
            "question": {
                "id": "q4",
                "type": "numeric",
                "label": "How long?",
                "answer": "2",
                "tolerance": "1%",
                "units": {"m": 1, "cm": 0.01},
            }
        },
        {
            "question": {
                "id": "q5",
                "type": "text",
                "label": "A word",
                "accept": ["bamboo"],
                "feedback_wrong": "<p>A plant.</p>",
            }
        },
        {
            "question": {
                "id": "q6",
                "type": "formula",
                "label": "Expand",
                "answer": "(x+1)^2",
                "variables": {"x": [1, 3]},
            }
        },
        {"html": "<p>The capital is [[q:q7]].</p>"},
        {"question": {"id": "q7", "type": "text", "inline": True, "accept": ["Accra"], "suffix": "!"}},
    ],
    "hints": ["<p>First.</p>", "<p>Second.</p>"],
    "explanation": "<p>Because.</p>",
    "max_attempts": 3,
    "show_reset": True,
}
RIGHT: dict[str, Any] = {
    "q1": "wolf",
    "q2": ["two"],
    "q3": "a",
    "q4": "200 cm",
    "q5": "Bamboo",
    "q6": "x^2+2x+1",
    "q7": "accra",
}
PUBLISHED_AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
ONE: dict[str, Any] = {"parts": [{"question": SINGLE}], "max_attempts": 2}


def problem(key: str, data: dict[str, Any], *, title: str = "") -> BundleBlock:
    return BundleBlock(key=key, kind="problem", title={"en": title}, data=data)


def course(university: University, *blocks: BundleBlock, due_at: datetime | None = None) -> Version:
    """Take in and publish a course of one graded section with one unit."""
    unit = Unit(key="unit", title={"en": "Unit"}, blocks=blocks)
    section = Section(key="week", title={"en": "Week one"}, units=(unit,), graded_as="quiz", due_at=due_at)
    bundle = Bundle(
        facts=Facts(slug="animals", title={"en": "Animals"}, languages=("en", "zh-hans")),
        policy=Policy(graders=(Grader(name="quiz", weight=Decimal(1)),)),
        chapters=(Chapter(key="part", title={"en": "Part one"}, sections=(section,)),),
        files={},
        format="test",
        report=Report(),
    )
    version = take_in(university, bundle)
    catalog.publish_course(course=course_of(version), by=None, now=PUBLISHED_AT)
    return version


def run_of(version: Version, now: datetime, **facts: Any) -> catalog.Run:
    starts_at = now - timedelta(days=1)
    told: dict[str, Any] = {"starts_at": starts_at, "ends_at": now + timedelta(days=30), **facts}
    return catalog.open_run(course=course_of(version), by=None, **told)


def place(run: catalog.Run, learner: Person, now: datetime) -> learning.Enrollment:
    return learning.enroll(run=run, learner=learner, now=now)
