"""What a teacher of the demo prepared for lessons: one poll that was answered, and a whole hour that waits."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from xingtan.activities import public as activities
from xingtan.people import public as people
from xingtan.teaching import public as teaching

WHERE: dict[str, Any] = {
    "questions": [
        {
            "words": "Where are you learning from today?",
            "type": "one",
            "options": ["A room of my own", "The kitchen table", "A café or a library", "On the way"],
        }
    ],
    "unnamed": False,
}
GREENLAND = {
    "questions": [
        {
            "words": "How much larger is Africa than Greenland?",
            "type": "one",
            "options": ["About as large", "Three times", "Seven times", "Fourteen times"],
        }
    ],
    "unnamed": False,
}
HOUR: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("poll", "How much larger is Africa than Greenland?", GREENLAND),
    ("word_cloud", "What is a map for? Three words", {"most": 3, "unnamed": True}),
    ("brainstorm", "What did the maker of your phone's map leave out?", {"unnamed": False}),
    ("buzz", "Which projection keeps areas true?", {"points": 1}),
    ("pick", "Who reads the next map?", {"count": 1, "again": False}),
    ("confusion", "I don't understand", {"slides": 12, "unnamed": True}),
    ("timer", "Draw your way home from memory", {"seconds": 300}),
)


def answer_poll(
    *, session: teaching.Session, by: people.Person, students: Sequence[people.Person], now: datetime
) -> None:
    """Hold the poll of a lesson that is over: asked, answered, closed, shown."""
    poll = activities.add(
        run=session.run,
        session=session,
        kind="poll",
        title=WHERE["questions"][0]["words"],
        config=WHERE,
        by=by,
        now=now - timedelta(days=1),
    )
    poll = activities.open_activity(activity=poll, by=by, now=now)
    for number, student in enumerate(students):
        payload = {"q0": str((0, 0, 1, 1, 1, 2, 3)[number % 7])}
        activities.respond(activity=poll, person=student, payload=payload, now=now + timedelta(seconds=5 + number))
    activities.close(activity=poll, by=by, now=now + timedelta(minutes=2))
    activities.show_results(activity=poll, now=now + timedelta(minutes=2))


def prepare(*, session: teaching.Session, by: people.Person, now: datetime) -> None:
    """Prepare the hour that runs now; the first question is one tap away."""
    for kind, title, config in HOUR:
        activities.add(run=session.run, session=session, kind=kind, title=title, config=config, by=by, now=now)
