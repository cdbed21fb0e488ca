"""A course of 49 activities and 120 learners, some of whom are on their way. Runs inside the measured site's home.

`python -m bench.kit.course` makes it and prints where things are; `… queries` counts what the course page asks.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from decimal import Decimal
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingtan.site.settings")
django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
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
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.site import tables
from xingtan.universities import public as universities

ACTIVITIES, LEARNERS, A_SECTION = 49, 120, 7
# In the order of the course: every fifth is a choice, the last a formula, all else is text.
CHOICES = range(2, ACTIVITIES - 1, 5)
FORMULA = ACTIVITIES - 1
# The first units are those that some have done already; the later ones are theirs to do.
BEGUN = 14
PARAGRAPH = (
    "<p>A fern has neither flowers nor seeds: it sheds spores, and from each may grow a plant of another kind, "
    "as small as a nail, which after rain lets a new fern begin. If half of \\(n\\) spores fall on dry ground and "
    "one in \\(k\\) of the others is eaten, \\(\\frac{n}{2}(1 - \\frac{1}{k})\\) are left.</p>"
)
CHOICE = {
    "id": "q",
    "type": "single",
    "label": "<p>What does a fern shed?</p>",
    "options": [
        {"id": "spores", "html": "Spores", "correct": True, "feedback": "<p>From its leaves.</p>"},
        {"id": "seeds", "html": "Seeds"},
        {"id": "fruit", "html": "Fruit"},
        {"id": "flowers", "html": "Flowers"},
    ],
}
EXPRESSION = {"id": "q", "type": "formula", "label": "Expand.", "answer": "(x+1)^2", "variables": {"x": [1, 3]}}


def block(number: int) -> BundleBlock:
    key = f"block-{number}"
    if number in CHOICES or number == FORMULA:
        question = EXPRESSION if number == FORMULA else CHOICE
        data: dict[str, Any] = {"parts": [{"html": PARAGRAPH}, {"question": question}], "weight": 1}
        return BundleBlock(key=key, kind="problem", title={"en": f"Question {number}"}, data=data)
    return BundleBlock(key=key, kind="text", title={"en": f"Text {number}"}, data={"html": PARAGRAPH * 6})


def bundle(slug: str, activities: int) -> Bundle:
    units = [
        Unit(key=f"unit-{number}", title={"en": f"Of ferns, part {number + 1}"}, blocks=(block(number),))
        for number in range(activities)
    ]
    sections = tuple(
        Section(
            key=f"week-{start}",
            title={"en": f"Week {start // A_SECTION + 1}"},
            units=tuple(units[start : start + A_SECTION]),
            graded_as="quiz",
        )
        for start in range(0, activities, A_SECTION)
    )
    facts = Facts(
        slug=slug,
        title={"en": "Ferns of the world"},
        summary={"en": "What grows where no flower does."},
        about={"en": PARAGRAPH * 3},
        outcomes=({"en": "Tell a fern from a moss"}, {"en": "Read a spore print"}),
        languages=("en",),
        subject="0511",
    )
    policy = Policy(graders=(Grader(name="quiz", weight=Decimal(1)),))
    return Bundle(
        facts=facts,
        policy=policy,
        chapters=(Chapter(key="part", title={"en": "Ferns"}, sections=sections),),
        format="bench",
    )


def open_course(university: universities.University, slug: str, activities: int) -> catalog.Run:
    version = authoring.take_in(
        bundle=bundle(slug, activities), course=None, university=university, by=None, now=timezone.now()
    )
    course = catalog.publish_course(course=version.course, by=None, now=timezone.now())
    return catalog.open_run(course=course, by=None, is_self_paced=True)


def session_of(person: people.Person) -> str:
    """Sign somebody in without the page for it."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    assert session.session_key is not None
    return session.session_key


def make() -> dict[str, Any]:
    tables.bring_up_to_date()
    university = universities.admit(slug="bench", name={"en": "University of Ferns"}, country="IS", zone="UTC")
    run = open_course(university, "ferns", ACTIVITIES)
    for number in range(11):
        open_course(university, f"ferns-{number}", 5)
    sessions = []
    for number in range(LEARNERS):
        person = people.join(email=f"learner{number}@example.org", name=f"Learner {number}")
        enrollment = learning.enroll(run=run, learner=person, now=timezone.now())
        done = number % BEGUN
        texts = [f"block-{each}" for each in range(done) if each not in CHOICES]
        if texts:
            learning.complete_blocks(enrollment=enrollment, keys=texts, now=timezone.now())
        for each in (each for each in CHOICES if each < done):
            learning.record_result(
                enrollment=enrollment,
                key=f"block-{each}",
                score=Decimal(number % 2),
                possible=Decimal(1),
                completed=True,
                now=timezone.now(),
            )
        sessions.append(session_of(person))
    return {
        "course": run.course.get_absolute_url(),
        "run": run.get_absolute_url(),
        "sessions": sessions,
        "texts": [f"unit-{each}" for each in range(BEGUN, FORMULA) if each not in CHOICES],
        "units": [f"unit-{each}" for each in range(ACTIVITIES)],
        "choices": [f"block-{each}" for each in CHOICES],
        "formula": f"block-{FORMULA}",
    }


def queries() -> dict[str, int]:
    """Count what the course page asks of the database, of a learner in a short course and in a long one."""
    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable()
    university = universities.University.objects.get(slug="bench")
    person = people.join(email="reader@example.org", name="Reader")
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(person)
    counted = {}
    for activities in (1, 300):
        run = open_course(university, f"queries-{activities}", activities)
        learning.enroll(run=run, learner=person, now=timezone.now())
        assert client.get(run.get_absolute_url()).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            client.get(run.get_absolute_url())
        counted[str(activities)] = len(asked)
    return counted


if __name__ == "__main__":
    print(json.dumps(queries() if sys.argv[1:] == ["queries"] else make()))
