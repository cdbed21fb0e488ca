"""What the census plugs in below: how a day is closed, and export and erasure of those who publish.

What counts is heavy, and loaded when it counts.
"""

from importlib import import_module
from typing import Any

from xingtan.census.models import Publication, Revision, Withdrawal
from xingtan.census.queries import own
from xingtan.eventstore.registry import Closing, closer, runs, sessions
from xingtan.people import registry
from xingtan.people.public import Person

CLOSING = "xingtan.census.adapters.closing"
ROLLUPS = "xingtan.census.adapters.rollups"


sessions(own.facts_of_sessions)
runs(own.courses_of_runs)


# Whatever is changed here leaves a fact, so what is offered here is told anew when there are some.
@closer("facts", by_day=False, order=9)
def tell_of_this_site(closing: Closing) -> None:
    """Tell of our own universities, platforms and courses."""
    import_module(f"{CLOSING}.own").close(closing, own.members(), own.platforms(), own.courses())


@closer("accounts", by_day=False, order=10)
def number_people(closing: Closing) -> None:
    """Give accounts their learners."""
    import_module(f"{CLOSING}.people").close(closing)


@closer("courses", "facts", by_day=False, order=11)
def number_courses(closing: Closing) -> None:
    """Give listings their courses."""
    import_module(f"{CLOSING}.courses").close(closing)


@closer("held", order=20)
def close_lessons(closing: Closing) -> None:
    """Close the lessons of a day."""
    import_module(f"{CLOSING}.lessons").close(closing)


@closer("courses", "facts", "held", by_day=False, order=30)
def finish_courses(closing: Closing) -> None:
    """Make courses, teachers and sections."""
    import_module(f"{CLOSING}.courses").finish(closing)


# A lesson that is called off takes its attendances with it.
@closer("attended", "held", order=40)
def close_attendances(closing: Closing) -> None:
    """Close the attendances of a day."""
    import_module(f"{CLOSING}.attendances").close(closing)


@closer("enrolled", order=50)
def close_enrolled(closing: Closing) -> None:
    """Close the places that were taken on a day."""
    import_module(f"{CLOSING}.places").close_enrolled(closing)


@closer("completed", order=50)
def close_completed(closing: Closing) -> None:
    """Close what was completed on a day."""
    import_module(f"{CLOSING}.places").close_completed(closing)


@closer("attended", "held", order=60)
def roll_up(closing: Closing) -> None:
    """Roll a closed day up."""
    import_module(f"{ROLLUPS}.day").close(closing)


@closer("attended", "held", by_day=False, order=70)
def roll_weeks_up(closing: Closing) -> None:
    """Make the weeks anew of which a day has changed."""
    import_module(f"{ROLLUPS}.weeks").close(closing)


@closer("attended", "held", by_day=False, order=71)
def sort_histories(closing: Closing) -> None:
    """Sort the weeks of which a day has changed by learner."""
    import_module(f"{ROLLUPS}.histories").close(closing)


@closer("attended", "held", "courses", "facts", by_day=False, order=80)
def make_version(closing: Closing) -> None:
    """Make a new version of the figures."""
    import_module(f"{ROLLUPS}.version").close(closing)


@registry.exports("census")
def export(person: Person) -> dict[str, Any]:
    """Give what this person published, and withdrew."""
    published = Publication.objects.filter(made_by=person).order_by("pk")
    withdrawn = Withdrawal.objects.filter(by=person).select_related("revision__publication").order_by("pk")
    return {
        "published": [{"table": each.slug, "at": each.made_at.isoformat()} for each in published],
        "withdrawn": [
            {
                "table": each.revision.publication.slug,
                "revision": each.revision.number,
                "at": each.at.isoformat(),
                "reason": each.reason,
            }
            for each in withdrawn
        ],
    }


@registry.erases("census")
def erase(person: Person) -> None:
    """Take this person's name from what they published; the tables stay, for they are cited."""
    Publication.objects.filter(made_by=person).update(made_by=None)
    Revision.objects.filter(by=person).update(by=None)
    Withdrawal.objects.filter(by=person).update(by=None)
