"""What programs send and get of activities."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

FormValue = str | int | bool | list[str]


class ActivityIn(Schema):
    """An activity to prepare: its kind, and the fields of that kind's form by name."""

    kind: str = Field(max_length=30)
    fields: dict[str, FormValue] = Field(max_length=50)
    open: bool = False


class StateIn(Schema):
    """What to do with an activity; ``closes_at`` for those that open it."""

    do: Literal["open", "close", "reopen", "show", "hide"]
    closes_at: datetime | None = None


class ResponseIn(Schema):
    """What a student answers: the fields of the form by name. The same ``uid`` is kept once."""

    answer: dict[str, Any] = Field(max_length=200)
    uid: UUID | None = None


class CopyIn(Schema):
    """Where to copy an activity: a session the person leads."""

    session: UUID


class ActivityOut(Schema):
    """An activity: how far it is, and what the person answered last; results where they may be seen."""

    uid: UUID
    kind: str
    title: str
    phase: str
    state: str
    opened_at: datetime | None
    closes_at: datetime | None
    closed_at: datetime | None
    shown: bool
    own: dict[str, Any] | None = None
    answered: int | None = None
    results: Any = None


class MoveIn(Schema):
    """Something to do in an activity that runs, as its kind knows it: ``pick``, ``reset``; and what goes with it."""

    do: str = Field(max_length=30)
    fields: dict[str, FormValue] = Field(default_factory=dict, max_length=50)


class PlanIn(Schema):
    """A plan of a lesson to make."""

    title: str = Field(min_length=1, max_length=200)
    aims: str = Field(default="", max_length=4000)


class StepIn(Schema):
    """A step to add: an activity of a kind with the fields of its form; without a kind, something to say or do.

    Of a quiz, ``problems`` names problems of courses: the uid of the course, a slash, the key of the problem.
    """

    title: str = Field(min_length=1, max_length=200)
    kind: str = Field(default="", max_length=30)
    phase: Literal["before", "in", "after"] = "in"
    minutes: int | None = Field(default=None, ge=1, le=10_080)
    notes: str = Field(default="", max_length=4000)
    fields: dict[str, FormValue] = Field(default_factory=dict, max_length=50)


class SharingIn(Schema):
    """With the teachers of which university (its address), or of which of its departments, a plan is shared; empty: with nobody."""

    university: str = Field(default="", max_length=60)
    department: UUID | None = None


class CircleOut(Schema):
    """With whom a plan may be shared: who teaches at a university, or in a department of it."""

    university: str
    department: UUID | None
    name: str


class ApplyIn(Schema):
    """The sessions to lay a plan's activities ready in."""

    sessions: list[UUID] = Field(min_length=1, max_length=60)


class AppliedOut(Schema):
    """The sessions that got a plan's activities: without those that had them already."""

    sessions: list[UUID]


class ProblemOut(Schema):
    """A problem of a course, and the name by which the quiz of a plan has it."""

    key: str
    title: str
    name: str


class StepOut(Schema):
    """One step of a plan; ``problems`` is of how many problems of courses it makes use."""

    uid: UUID
    kind: str
    title: str
    phase: str
    minutes: int | None
    notes: str
    problems: int = 0


class PlanOut(Schema):
    """A plan of a lesson; its steps in their order where one plan is asked for."""

    uid: UUID
    title: str
    aims: str
    by: str
    university: str
    department: str = ""
    is_model: bool
    changed_at: datetime
    steps: list[StepOut] | None = None
