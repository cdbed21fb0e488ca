"""What this room announces."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from xingtan.kernel.events import Event, event


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutActivity(Event):
    """What every event of an activity says."""

    activity: UUID
    kind: str
    run: UUID
    session: UUID


@event("activities.opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(AboutActivity):
    """An activity takes answers from now on.

    :param phase: before, in or after class
    """

    phase: str


@event("activities.closed")
@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(AboutActivity):
    """An activity takes no more answers.

    :param people: how many answered
    :param responses: how many answers were kept
    """

    people: int
    responses: int


@event("activities.responded")
@dataclass(frozen=True, slots=True, kw_only=True)
class Responded(AboutActivity):
    """Somebody answered. It may be told twice: ``response`` says which answer it is.

    :param score: what the answer earned, where it was judged
    """

    person: UUID
    response: UUID
    score: Decimal | None = None


@event("activities.points_given")
@dataclass(frozen=True, slots=True, kw_only=True)
class PointsGiven(AboutActivity):
    """Somebody who leads gave a person points in an activity, or took some back: such as for speaking in class.

    :param given: which move it was; it may be told twice
    """

    person: UUID
    given: UUID
    score: Decimal


@event("activities.recording_asked")
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingAsked(AboutActivity):
    """Somebody who leads says that what was answered counts in the course; recording follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPlan(Event):
    """What every event of a lesson plan says."""

    plan: UUID


@event("activities.plan_made")
@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMade(AboutPlan):
    """A teacher has a plan of a lesson.

    :param copied_from: the plan of which it is a copy
    """

    copied_from: UUID | None = None


@event("activities.plan_shared")
@dataclass(frozen=True, slots=True, kw_only=True)
class PlanShared(AboutPlan):
    """Who teaches at a university may read and copy a plan; without a university it is its maker's alone again.

    :param recommended: whether the university calls it a model for its teachers
    """

    university: UUID | None
    recommended: bool


@event("activities.plan_shared_with_department")
@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSharedWithDepartment(AboutPlan):
    """Who teaches in a department of a university, or in a part of it, may read and copy a plan, and nobody else.

    A later ``activities.plan_shared`` says that it is others, or nobody, again.
    """

    university: UUID | None
    unit: UUID


@event("activities.plan_applied")
@dataclass(frozen=True, slots=True, kw_only=True)
class PlanApplied(AboutPlan):
    """The activities of a plan lie ready in a session; nobody but who leads it knows of them.

    :param activities: how many
    """

    run: UUID
    session: UUID
    activities: int
