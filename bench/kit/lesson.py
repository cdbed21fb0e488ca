"""A university at the start of the hour: sessions that run, students signed in, a check-in and a poll open in each.

`python -m bench.kit.lesson make SESSIONS STUDENTS ROUNDS` makes it inside the measured site's home and prints what
the phones need; `… count` tells how much was kept.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingtan.site.settings")
django.setup()

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from bench.kit.course import session_of
from xingtan.activities import public as activities
from xingtan.activities.rules.passes import make_pass as make_answer_pass
from xingtan.attendance import public as attendance
from xingtan.catalog import public as catalog
from xingtan.kernel import wire
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.site import tables
from xingtan.teaching import public as teaching
from xingtan.universities import public as universities

HOUR = timedelta(hours=1)
POLL = {"questions": [{"type": "one", "words": "Is it a fern?", "options": ["Yes", "No", "I do not know"]}]}
# Each claim of a student is for another session's round: a limit counts those of one person.
Table = dict[str, Any]


def make(sessions: int, students: int, rounds: int) -> Table:
    tables.bring_up_to_date()
    now = timezone.now()
    with transaction.atomic():
        university = universities.admit(slug="hour", name={"en": "University of the Hour"}, country="IS", zone="UTC")
        teacher = people.join(email="teacher@example.org", name="Teacher")
        learners = people.Person.objects.bulk_create(
            people.Person(email=f"s{number}@example.org", name=f"Student {number}", password="!")
            for number in range(students)
        )
        rooms = [open_room(university, teacher, number, now) for number in range(sessions)]
        places = [(rooms[number % sessions], learner) for number, learner in enumerate(learners)]
        learning.Enrollment.objects.bulk_create(
            learning.Enrollment(run=room[0].run, learner=learner, enrolled_at=now) for room, learner in places
        )
        teacher.refresh_from_db()
        lead = session_of(teacher)
        cookies = {learner.pk: session_of(learner) for learner in learners}
    opened = [known for room in rooms if (known := attendance.opened_round(room[1].uid))]
    seconds = timezone.now().timestamp()
    return {
        "lead": lead,
        "sessions": [
            {
                "uid": str(room[0].uid),
                "activity": str(room[2].uid),
                "token": wire.token([f"session:{room[0].uid}"], ttl=3600),
            }
            for room in rooms
        ],
        "students": [
            {
                "session": number % sessions,
                "cookie": cookies[learner.pk],
                "answer": make_answer_pass(room[2].uid, learner.pk, seconds),
                "check_ins": [
                    attendance.make_pass(opened[(number + each) % sessions], learner.pk, seconds)
                    for each in range(rounds)
                ],
            }
            for number, (room, learner) in enumerate(places)
        ],
    }


def open_room(university: Any, teacher: Any, number: int, now: Any) -> tuple[Any, Any, Any]:
    """Open a session of a class of its own, with a check-in of one tap and a poll."""
    course = catalog.add_course(
        university=university, slug=f"class-{number}", by=None, title={"en": f"Class {number}"}, languages=["en"]
    )
    catalog.give_course_role(person=teacher, course=course, role="teacher", by=None, now=now)
    run = catalog.open_run(course=course, by=None, starts_at=now - HOUR, is_self_paced=False, zone="UTC")
    catalog.publish_course(course=course, by=None, now=now)
    run = catalog.Run.objects.whole().get(pk=run.pk)
    teaching.open_class(run=run, by=teacher, now=now, code=f"C{number}")
    session = teaching.plan_session(run=run, by=teacher, now=now, starts_at=now, ends_at=now + HOUR)
    teaching.open_session(session=session, by=teacher, now=now)
    session = teaching.Session.objects.whole().get(pk=session.pk)
    opened = apps.get_model("attendance.Round").objects.create(
        session=session, way="in", means=["tap"], opened_at=now, opened_by=teacher
    )
    poll = activities.add(
        run=run, session=session, kind="poll", title="Ferns", config=POLL, by=teacher, now=now, phase="in"
    )
    activities.open_activity(activity=poll, by=teacher, now=now)
    return session, opened, poll


def count() -> dict[str, int]:
    """Count what was kept."""
    return {
        "check_ins": apps.get_model("attendance.CheckIn").objects.count(),
        "answers": apps.get_model("activities.Response").objects.count(),
    }


def tell(channel: str, messages: str) -> dict[str, int]:
    """Tell open pages so many things one after the other, as the processes of a site do."""
    for number in range(int(messages)):
        wire.tell(channel, "bench.told", f"{os.getpid()}-{number}")
        time.sleep(0.01)
    # A carrier may send from a thread of its own.
    time.sleep(1)
    return {"told": int(messages)}


def main(what: str, *words: str) -> None:
    match what:
        case "count":
            done: Any = count()
        case "tell":
            done = tell(*words)
        case _:
            done = make(*map(int, words))
    print(json.dumps(done))


if __name__ == "__main__":
    main(*sys.argv[1:])
