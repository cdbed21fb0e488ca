"""The shape of calls, nominations and experiences for programs. Texts by language tag (BCP 47), moments in UTC."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, Field

from xingtan.coordination.models import Experience, Tier, Verdict
from xingtan.coordination.models.calls import MOST_REVIEWS
from xingtan.coordination.models.tasks import MOST
from xingtan.kernel.dates import EARLIEST, LATEST

Words = Annotated[str, Field(max_length=20_000)]
Texts = Annotated[dict[Annotated[str, Field(max_length=16)], Words], Field(max_length=40)]


def _says_something(texts: dict[str, str]) -> dict[str, str]:
    if not any(words.strip() for words in texts.values()):
        raise ValueError("say it in one language at least")
    return texts


Said = Annotated[Texts, AfterValidator(_says_something)]
Moment = Annotated[AwareDatetime, Field(ge=EARLIEST, le=LATEST)]
Link = Annotated[str, Field(max_length=500, pattern=r"^(https?://\S+)?$")]
Reason = Annotated[str, Field(max_length=2000)]
Slug = Annotated[str, Field(max_length=60, pattern=r"^[-a-zA-Z0-9_]+$")]


class CallOut(Schema):
    """A call."""

    uid: UUID
    slug: str
    url: str
    state: str
    title: dict[str, str]
    wanted: dict[str, str]
    audience: dict[str, str]
    due_at: datetime | None
    zone: str
    reviews_wanted: int


class CountOut(Schema):
    """A number, and the moment it was counted. What it counts stands on the page of the call, under its name."""

    name: str
    value: int
    at: datetime


class PartyOut(Schema):
    """A university or a platform that joined."""

    uid: UUID
    name: str
    is_platform: bool
    tier: str
    joined_at: datetime
    left_at: datetime | None


class SelectedOut(Schema):
    """A course that a call brought to the international platform."""

    course: UUID
    url: str
    title: dict[str, str]
    at: datetime


class CallWithResultsOut(CallOut):
    """A call with who joined, what it selected, and what came of it in numbers."""

    parties: list[PartyOut]
    selected: list[SelectedOut]
    counts: list[CountOut]


class CallFactsIn(Schema):
    """What a call says from now on: all of it, in every language."""

    title: Said
    wanted: Said
    audience: Texts = {}
    due_at: Moment | None = None
    zone: str = "UTC"
    reviews_wanted: int = Field(2, ge=1, le=MOST_REVIEWS)


class CallIn(CallFactsIn):
    """A call, and the address it shall have."""

    slug: Slug


class CriterionIn(Schema):
    """One of the things that experts mark."""

    key: str = Field(min_length=1, max_length=40)
    name: Said
    help: Texts = {}


class StepIn(Schema):
    """A step by its name, and why it is taken."""

    move: str = Field(max_length=40)
    reason: Reason = ""


class PartyIn(Schema):
    """Who joins: a university or a platform, by its slug."""

    university: str = ""
    platform: str = ""
    tier: Tier


class ReasonIn(Schema):
    """Why."""

    reason: Reason = ""


class TaskIn(Schema):
    """What is asked: of everyone, of a tier, or of one party."""

    title: Said
    about: Texts = {}
    tier: Tier | None = None
    party: UUID | None = None
    quota: int = Field(ge=1, le=MOST)
    due_at: Moment | None = None


class TaskOut(Schema):
    """A task, and how far those who are asked are together."""

    uid: UUID
    title: dict[str, str]
    about: dict[str, str]
    tier: str
    party: UUID | None
    quota: int
    due_at: datetime | None
    parties: int
    done: int
    wanted: int


class EvidenceIn(Schema):
    """What a party has done."""

    party: UUID
    count: int = Field(ge=1, le=MOST)
    link: Link = ""
    note: Reason = ""


class EvidenceOut(Schema):
    """What a party says it has done, and whether that was accepted; nothing while nobody has looked."""

    uid: UUID
    party: UUID
    count: int
    link: str
    note: str
    at: datetime
    is_accepted: bool | None
    reason: str


class EvidenceCheckIn(Schema):
    """What a coordinator says of evidence."""

    is_accepted: bool
    reason: Reason = ""


class NominationIn(Schema):
    """Which course is nominated for which call, and why."""

    call: str
    course: UUID
    statement: str = Field(min_length=1, max_length=4000)


class NominationOut(Schema):
    """A nomination, and the steps that are this person's to take from where it is."""

    uid: UUID
    call: str
    course: UUID
    title: dict[str, str]
    university: str
    state: str
    round: int
    nominated_at: datetime
    moves: list[str]


class StepOut(Schema):
    """A step that was taken."""

    move: str
    before: str
    after: str
    by: str
    at: datetime
    reason: str


class NominationWithStepsOut(NominationOut):
    """A nomination with its way, and what the list of completeness says now."""

    statement: str
    complete: dict[str, bool]
    steps: list[StepOut]


class ExpertIn(Schema):
    """Who is asked to review."""

    email: str = Field(max_length=254)


class AssignmentOut(Schema):
    """What somebody is asked to review, and by which criteria."""

    uid: UUID
    nomination: UUID
    title: dict[str, str]
    criteria: list[str]
    is_given: bool


class ReviewIn(Schema):
    """What an expert says: a mark from 1 to 5 for each criterion, words, and a recommendation."""

    marks: Annotated[dict[str, int], Field(max_length=20)]
    comment: str = Field(min_length=1, max_length=8000)
    recommendation: Verdict


class FollowUpIn(Schema):
    """What to look at after publishing, and by which day."""

    about: str = Field(min_length=1, max_length=1000)
    due_on: date = Field(ge=EARLIEST.date(), lt=LATEST.date())


class NoteIn(Schema):
    """What was found."""

    note: str = Field(min_length=1, max_length=4000)


class AdoptionIn(Schema):
    """Which course a university adopts, who answers for it (an address), and what credit it carries."""

    course: UUID
    responsible: str = Field("", max_length=254)
    credits: Decimal | None = Field(None, gt=0, lt=10_000, decimal_places=1)


class AdoptionFactsIn(Schema):
    """Who answers for an adopted course (an address), and what credit it carries."""

    responsible: str = Field("", max_length=254)
    credits: Decimal | None = Field(None, gt=0, lt=10_000, decimal_places=1)


class AdoptionOut(Schema):
    """An adopted course. Who adopts it examines it, wherever it runs."""

    uid: UUID
    course: UUID
    title: dict[str, str]
    responsible: str
    exam_owner: str
    credits: Decimal | None
    at: datetime


class ExperienceIn(Schema):
    """What worked."""

    title: Said
    context: Said
    case: Said
    evidence: Said
    evidence_url: Link = ""
    contact: str = Field("", max_length=300)
    licence: Experience.Licence
    tags: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=12)] = []


class ExperienceOut(Schema):
    """What worked, as it was told."""

    uid: UUID
    slug: str
    url: str
    state: str
    title: dict[str, str]
    context: dict[str, str]
    case: dict[str, str]
    evidence: dict[str, str]
    evidence_url: str
    contact: str
    licence: str
    languages: list[str]
    tags: list[str]
    university: dict[str, str] | None
    submitted_at: datetime


class ExperiencesOut(Schema):
    """A page of experiences, and where the next one begins."""

    count: int
    experiences: list[ExperienceOut]
    next_page: int | None
