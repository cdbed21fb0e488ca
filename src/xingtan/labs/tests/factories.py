"""A course with an experiment, and a learner on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from xingtan.authoring.registry.bundle import (
    Bundle,
    BundleBlock,
    BundleFile,
    Chapter,
    Facts,
    Grader,
    Policy,
    Section,
    Unit,
)
from xingtan.authoring.tests.factories import course_of, take_in, text
from xingtan.catalog import public as catalog
from xingtan.universities.public import University

PAGE = BundleFile.of_bytes("media/swing.html", b"<!doctype html><p>A pendulum</p><script>go()</script>", "text/html")
DATA: dict[str, Any] = {"file": PAGE.digest, "name": "swing.html", "about": "Measure **g**.", "possible": 4}


def experiment(key: str = "swing", **facts: Any) -> BundleBlock:
    return BundleBlock(key=key, kind="experiment", title={"en": "A pendulum"}, data={**DATA, **facts})


def run_of(university: University, now: datetime, *blocks: BundleBlock, due_at: datetime | None = None) -> catalog.Run:
    """Publish a course of one unit with an experiment and a text, and open a run."""
    unit = Unit(key="unit", title={"en": "Unit"}, blocks=blocks or (experiment(), text("words")))
    section = Section(key="week", title={"en": "Week"}, units=(unit,), graded_as="lab", due_at=due_at)
    policy = Policy(graders=(Grader(name="lab", weight=1),))  # type: ignore[arg-type]  # a whole number will do
    made = Bundle(
        facts=Facts(slug="gravity", title={"en": "Gravity"}, languages=("en", "zh-hans")),
        policy=policy,
        chapters=(Chapter(key="part", title={"en": "Part"}, sections=(section,)),),
        files={PAGE.path: PAGE},
        format="test",
    )
    course = catalog.publish_course(course=course_of(take_in(university, made)), by=None, now=now - timedelta(days=2))
    return catalog.open_run(course=course, by=None, starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=30))


def steps(*kinds: Any, start: int = 1) -> list[dict[str, Any]]:
    """Write steps as the island sends them: a number is a score, a word a step, `done` the end."""
    return [
        {"number": number, "kind": "score", "score": each}
        if isinstance(each, int | float)
        else {"number": number, "kind": "done"}
        if each == "done"
        else {"number": number, "kind": "step", "name": each, "values": {"length": 1.5}}
        for number, each in enumerate(kinds, start)
    ]
