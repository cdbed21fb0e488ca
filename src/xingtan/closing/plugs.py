"""What this room plugs in below: how a day is closed, step by step, and what the store cannot know of sessions and runs.

What closes is heavy, and loaded when it closes.
"""

from importlib import import_module

from xingtan.closing import queries
from xingtan.eventstore.registry import Closing, closer, names, runs, sessions

ADAPTERS = "xingtan.closing.adapters"


for table, *columns in (
    ("account", "key"),
    ("learner", "person"),
    ("teacher_key", "key"),
    ("listed", "teachers"),
    ("own_course", "teachers"),
    ("carried", "account"),
):
    names(table, *columns)


sessions(queries.facts_of_sessions)
runs(queries.courses_of_runs)


# Whatever is changed here leaves a fact, so what is offered here is told anew when there are some.
@closer("facts", by_day=False, order=9)
def tell_of_this_site(closing: Closing) -> None:
    """Tell of our own universities, platforms and courses."""
    import_module(f"{ADAPTERS}.own").close(closing, queries.members(), queries.platforms(), queries.courses())


@closer("accounts", by_day=False, order=10)
def number_people(closing: Closing) -> None:
    """Give accounts their learners."""
    import_module(f"{ADAPTERS}.people").close(closing)


@closer("courses", "facts", by_day=False, order=11)
def number_courses(closing: Closing) -> None:
    """Give listings their courses."""
    import_module(f"{ADAPTERS}.courses").close(closing)


# Days that others reopen tell of no session that was not told of before.
@closer("held", "attended", by_day=False, order=15, hears_reopened=False)
def find_moves(closing: Closing) -> None:
    """Find the sessions that were moved to another day."""
    import_module(f"{ADAPTERS}.moves").close(closing)


@closer("held", order=20)
def close_lessons(closing: Closing) -> None:
    """Close the lessons of a day."""
    import_module(f"{ADAPTERS}.lessons").close(closing)


@closer("courses", "facts", "held", by_day=False, order=30)
def finish_courses(closing: Closing) -> None:
    """Make courses, teachers and sections."""
    import_module(f"{ADAPTERS}.courses").finish(closing)


# A lesson that is called off takes its attendances with it.
@closer("attended", "held", order=40)
def close_attendances(closing: Closing) -> None:
    """Close the attendances of a day."""
    import_module(f"{ADAPTERS}.attendances").close(closing)


@closer("enrolled", order=50)
def close_enrolled(closing: Closing) -> None:
    """Close the places that were taken on a day."""
    import_module(f"{ADAPTERS}.places").close_enrolled(closing)


@closer("completed", order=50)
def close_completed(closing: Closing) -> None:
    """Close what was completed on a day."""
    import_module(f"{ADAPTERS}.places").close_completed(closing)
