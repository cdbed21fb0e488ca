"""The coordination desk of the demo: a call with two parties and a task, a course under way, and what worked."""

from datetime import datetime, timedelta
from typing import Any

from xingtan.catalog import public as catalog
from xingtan.coordination import public as coordination
from xingtan.kernel.deeds import deed
from xingtan.people import public as people
from xingtan.universities import public as universities

CALL = "courses-for-the-world"
WANTED = """Courses that learners in other countries can take **from the first day on**:

- in a world language, or with captions in one;
- light enough for a phone on a slow line;
- under an open licence, so that others may translate them.
"""
RADIO = {
    "title": {"en": "A course that fits on a postcard of data"},
    "context": {"en": "Four hundred learners on shared phones, two bars of network, and data paid by the megabyte."},
    "case": {
        "en": "We cut every film into pieces of three minutes, offered **sound alone** beside each, and put the text of "
        "the lesson on the same page. Whoever could not load the film lost nothing that was tested.\n\n"
        "One assistant read the questions of the week aloud in a voice message each Friday."
    },
    "evidence": {
        "en": "Of 412 who began, 371 finished. A week weighed 4 MB with sound and 0.2 MB without; "
        "three in four chose sound."
    },
    "contact": "Volta University, open learning office",
    "licence": "CC-BY-4.0",
    "languages": ["en"],
    "tags": ["low bandwidth", "sound", "captions"],
}


@deed
def coordinate(*, now: datetime) -> None:
    """Open the call, unless it is there."""
    if coordination.Call.objects.filter(slug=CALL).exists():
        return
    carmen, kofi = _person("carmen"), _person("kofi")
    apricot, volta = (universities.University.objects.get(slug=slug) for slug in ("apricot", "volta"))
    call = coordination.add_call(
        slug=CALL,
        by=carmen,
        title={"en": "Courses for the world", "zh-hans": "面向世界的课程"},
        wanted={"en": WANTED},
        audience={"en": "Universities of the consortium, and the platforms that run their courses"},
        due_at=now + timedelta(days=120),
        zone="Asia/Shanghai",
    )
    coordination.move_call(call=call, move="open", by=carmen, now=now)
    lead = coordination.join_call(call=call, university=apricot, tier="lead", by=kofi, now=now)
    coordination.join_call(call=call, university=volta, tier="follower", by=carmen, now=now)
    task = coordination.add_task(
        call=call,
        by=carmen,
        title={"en": "Courses with captions in a second language"},
        about={"en": "Each film of the course has them, and a person has read them."},
        quota=3,
        due_at=now + timedelta(days=60),
    )
    shown: dict[str, Any] = {
        "count": 1,
        "link": "https://example.org/captions",
        "note": "Why every map lies, English and Chinese.",
    }
    coordination.give_evidence(task=task, party=lead, by=kofi, now=now, **shown)
    course = catalog.Course.objects.filter(university=apricot, slug="why-every-map-lies").first()
    if course:
        why = "Taken in eleven countries since spring; it asks for no more than school mathematics."
        coordination.nominate(call=call, course=course, statement=why, by=kofi, now=now)
    told = coordination.add_experience(by=kofi, now=now, university=volta, call=call, **RADIO)
    coordination.move_experience(experience=told, move="publish", by=carmen, now=now)


def _person(name: str) -> people.Person:
    return people.Person.objects.get(email=f"{name}@example.org")
