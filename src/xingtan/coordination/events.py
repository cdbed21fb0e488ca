"""What coordination announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("coordination.call_moved")
@dataclass(frozen=True, slots=True, kw_only=True)
class CallMoved(Event):
    """A call was opened, closed or opened again."""

    call: UUID
    move: str
    after: str


@event("coordination.party_joined")
@dataclass(frozen=True, slots=True, kw_only=True)
class PartyJoined(Event):
    """A university or a platform joined a call."""

    call: UUID
    party: UUID
    platform: UUID | None
    tier: str


@event("coordination.party_left")
@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLeft(Event):
    """A university or a platform left a call."""

    call: UUID
    party: UUID


@event("coordination.evidence_given")
@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceGiven(Event):
    """A party said what it has done of a task."""

    task: UUID
    party: UUID
    evidence: UUID
    count: int


@event("coordination.evidence_checked")
@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceChecked(Event):
    """What a party said was accepted, or returned."""

    task: UUID
    party: UUID
    evidence: UUID
    accepted: bool


@event("coordination.course_nominated")
@dataclass(frozen=True, slots=True, kw_only=True)
class CourseNominated(Event):
    """A university nominated a course for a call."""

    call: UUID
    nomination: UUID
    course: UUID


@event("coordination.nomination_moved")
@dataclass(frozen=True, slots=True, kw_only=True)
class NominationMoved(Event):
    """A nomination went a step on its way."""

    call: UUID
    nomination: UUID
    course: UUID
    move: str
    before: str
    after: str


@event("coordination.course_reviewed")
@dataclass(frozen=True, slots=True, kw_only=True)
class CourseReviewed(Event):
    """An expert reviewed a nominated course."""

    nomination: UUID
    course: UUID
    recommendation: str


@event("coordination.course_selected")
@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSelected(Event):
    """A course is published on the international platform."""

    call: UUID
    nomination: UUID
    course: UUID
    decision: UUID


@event("coordination.selection_removed")
@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionRemoved(Event):
    """A course was taken off the international platform again."""

    call: UUID
    nomination: UUID
    course: UUID


@event("coordination.course_adopted")
@dataclass(frozen=True, slots=True, kw_only=True)
class CourseAdopted(Event):
    """A university took a course into what it teaches, or changed who answers for it and what credit it carries."""

    adoption: UUID
    course: UUID
    has_responsible: bool
    credits: str


@event("coordination.adoption_ended")
@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionEnded(Event):
    """A university no longer teaches the course."""

    adoption: UUID
    course: UUID


@event("coordination.experience_moved")
@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceMoved(Event):
    """An experience was submitted, published, returned or withdrawn, or its words were changed."""

    experience: UUID
    after: str
