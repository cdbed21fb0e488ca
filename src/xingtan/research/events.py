"""What research announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("research.researcher_named")
@dataclass(frozen=True, slots=True, kw_only=True)
class ResearcherNamed(Event):
    """Somebody may ask questions of their own from now on."""

    person: UUID


@event("research.researcher_dropped")
@dataclass(frozen=True, slots=True, kw_only=True)
class ResearcherDropped(Event):
    """Somebody may no longer ask questions of their own."""

    person: UUID


@event("research.question_asked")
@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked(Event):
    """A researcher asked something of the tables; the actor is who asked.

    :param digest: SHA-256 of the question's text, by which the same question is known again
    """

    digest: str
    rows: int
    milliseconds: int
