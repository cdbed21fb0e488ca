"""The shape of what the API takes and gives."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, field_validator

from xingtan.labs import rules


class StepIn(Schema):
    """One thing that an experiment said: a step with its values, the score so far, or that it is done."""

    number: int = Field(ge=1, le=rules.MOST_STEPS)
    kind: Literal["step", "score", "done"]
    name: str = Field(default="", max_length=rules.LONGEST_NAME)
    values: dict[str, Any] = Field(default_factory=dict)
    score: float | None = Field(default=None, ge=0, le=1_000_000, allow_inf_nan=False)

    @field_validator("values")
    @classmethod
    def _few_and_short(cls, values: dict[str, Any]) -> dict[str, Any]:
        return rules.values_of(values)

    def said(self) -> rules.Said:
        """Give it as the rules take it; only a score has one."""
        is_score = self.kind == rules.SCORE
        score = rules.score_of(self.score if self.score is not None else 0) if is_score else None
        return rules.Said(
            number=self.number,
            kind=self.kind,
            name=self.name.strip(),
            values={} if is_score else self.values,
            score=score,
        )


class StepsIn(Schema):
    """What an experiment said since the last time, numbered by its page from 1."""

    steps: list[StepIn] = Field(min_length=1, max_length=rules.MOST_AT_ONCE)


class TrialOut(Schema):
    """One time that a learner did an experiment."""

    uid: UUID
    learner: str
    experiment: str
    began_at: datetime
    finished_at: datetime | None
    score: Decimal | None
    possible: Decimal
    steps: int


class StepOut(Schema):
    """One thing that happened in a trial."""

    number: int
    name: str
    values: dict[str, Any]
    at: datetime


class TrialWholeOut(TrialOut):
    """A trial with all that happened in it."""

    report: list[StepOut]
