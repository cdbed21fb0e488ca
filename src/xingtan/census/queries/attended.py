"""What was counted of one person, for their own eyes."""

from typing import Any

from xingtan.census.queries import figures
from xingtan.eventstore import public as eventstore
from xingtan.people.public import Person

ALL = 1 << 31


def attended_by(person: Person) -> list[dict[str, Any]]:
    """Give the attendances that were counted of this person, latest first; none where nothing was closed."""
    import numpy as np  # noqa: PLC0415 - loaded where something is counted, never when the site starts

    from xingtan.closing.public import UNKNOWN, people  # noqa: PLC0415 - as above

    (learner,) = people.lookup().of(np.array([eventstore.key("account", person.uid)], np.int64))
    if learner == UNKNOWN:
        return []
    return [
        {"lesson": each.lesson, "course": each.course, "at": each.starts_at.isoformat(), "seconds": each.seconds}
        for each in figures.history(int(learner), ALL)
    ]
