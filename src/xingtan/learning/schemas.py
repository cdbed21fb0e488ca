"""The shape of what the API says and takes."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from ninja import Schema


class EnrollmentOut(Schema):
    """A place on a run."""

    uid: UUID
    run: UUID
    course: str
    university: str
    title: dict[str, str]
    enrolled_at: datetime
    last_seen_at: datetime | None
    part_done: Decimal
    grade: Decimal | None
    completed_at: datetime | None


class SectionOut(Schema):
    """A section of the course, and how far it is."""

    key: str
    title: dict[str, str]
    graded_as: str | None
    due_at: datetime | None
    done: int
    total: int
    earned: Decimal
    possible: Decimal


class ProgressOut(Schema):
    """How far a learner is. Shares are parts of one."""

    part_done: Decimal
    grade: Decimal | None
    grade_name: str
    is_passed: bool | None
    completed_at: datetime | None
    resume_unit: str | None
    sections: list[SectionOut]


class ResultOut(Schema):
    """What became of one block. `is_corrected`: somebody who teaches gave the score."""

    key: str
    completed_at: datetime | None
    score: Decimal | None
    possible: Decimal | None
    is_corrected: bool


class LearnerOut(Schema):
    """A learner of a run, as those who teach see them."""

    uid: UUID
    name: str
    email: str
    state: str
    part_done_percent: Decimal
    grade_percent: Decimal | None
    last_seen_at: datetime | None


class LearnersOut(Schema):
    """A page of learners."""

    count: int
    learners: list[LearnerOut]


class BrokenOut(Schema):
    """Why something was not done, in words."""

    detail: str
