"""What this room does when a class does something: it books points, where the class has rules for them."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from xingtan.activities.events import PointsGiven, Responded
from xingtan.attendance.events import Attended, Corrected
from xingtan.insights import actions
from xingtan.insights.queries.words import ACTIVITY, BLOCK, COURSE, GIVEN, LATE, PRESENT
from xingtan.insights.rules.points import Fact
from xingtan.kernel.events import Heard, hears
from xingtan.learning.events import BlocksCompleted, RunCompleted

# Statuses as attendance says them; what is none of these is worth nothing.
WORTH = {"present": PRESENT, "late": LATE, "left_early": LATE}
NOT_THERE = "not_there"


@hears(Attended, Corrected, envelope=True)
def on_attended(heard: list[Heard[Any]]) -> None:
    """Book that students were at a session, or that it was corrected."""
    actions.book_points(
        happened=[
            actions.Happened(
                run=each.event.run,
                person=each.event.person if isinstance(each.event, Corrected) else each.event.actor,
                fact=Fact(
                    event=each.id,
                    subject=each.event.session,
                    what=WORTH.get(
                        each.event.becomes if isinstance(each.event, Corrected) else each.event.status, NOT_THERE
                    ),
                    at=each.at,
                ),
            )
            for each in heard
        ]
    )


@hears(Responded, PointsGiven, envelope=True)
def on_answered(heard: list[Heard[Any]]) -> None:
    """Book that students answered in an activity, once for each; and every mark a teacher gave."""
    actions.book_points(happened=[_in_class(each) for each in heard])


@hears(BlocksCompleted, RunCompleted, envelope=True)
def on_completed(heard: list[Heard[Any]]) -> None:
    """Book that students completed parts of the course, and the course."""
    actions.book_points(happened=[one for each in heard for one in _in_course(each)])


def _in_class(heard: Heard[Any]) -> actions.Happened:
    event = heard.event
    if isinstance(event, PointsGiven):
        fact = Fact(event=event.given, subject=event.given, what=GIVEN, at=heard.at, amount=_kept(event.score))
    else:
        fact = Fact(event=event.response, subject=event.activity, what=f"{ACTIVITY}{event.kind}", at=heard.at)
    return actions.Happened(run=event.run, person=event.person, fact=fact)


def _in_course(heard: Heard[Any]) -> list[actions.Happened]:
    event = heard.event
    if isinstance(event, RunCompleted):
        subjects: list[tuple[str, UUID]] = [(COURSE, event.enrollment)]
    else:
        subjects = [(BLOCK, uuid5(event.enrollment, key)) for key in event.keys]
    return [
        actions.Happened(
            run=event.run,
            enrollment=event.enrollment,
            # One event may tell of several parts: each is an entry of its own.
            fact=Fact(event=uuid5(heard.id, str(subject)), subject=subject, what=what, at=heard.at),
        )
        for what, subject in subjects
    ]


def _kept(score: Decimal) -> Decimal:
    """Give a score as the ledger can hold it."""
    most = Decimal("99999.99")
    return min(max(score, -most), most).quantize(Decimal("0.01"))
