"""What this room announces. A session held is one lesson; who was present is attendance's to say."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("teaching.class_opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClassOpened(Event):
    """A run is taught in sessions, or what is known of it as a class was changed."""

    run: UUID
    mode: str


@event("teaching.sessions_planned")
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsPlanned(Event):
    """A class has new sessions."""

    run: UUID
    sessions: list[UUID]


@event("teaching.session_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChanged(Event):
    """A session was moved, or its room, its link or its way was changed.

    :param what: names of the fields
    """

    session: UUID
    run: UUID
    what: list[str]


@event("teaching.session_cancelled")
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCancelled(Event):
    """A session was called off."""

    session: UUID
    run: UUID


@event("teaching.classes_switched")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClassesSwitched(Event):
    """The classes of a university, or of one of its units, meet another way in some days.

    :param mode: online, on site, or both
    :param until_on: the last day; none if it is so from then on
    :param classes: how many have sessions that were changed
    """

    switch: UUID
    unit: UUID | None
    mode: str
    from_on: date
    until_on: date | None
    classes: int
    sessions: int


@event("teaching.session_opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOpened(Event):
    """A teacher began a session."""

    session: UUID
    run: UUID


@event("teaching.session_held")
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionHeld(Event):
    """A session came to its end: one lesson was held. It is announced once a session.

    :param minutes: from its opening to its close, no more than it was planned for and an hour
    :param mode: online, on site, or both
    :param rung: how it was held at the end: live, audio, recorded, text
    """

    session: UUID
    run: UUID
    starts_at: datetime
    opened_at: datetime
    closed_at: datetime
    minutes: int
    mode: str
    rung: str


@event("teaching.session_stepped")
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStepped(Event):
    """A session is held another way from now on."""

    session: UUID
    run: UUID
    before: str
    after: str


@event("teaching.pack_given")
@dataclass(frozen=True, slots=True, kw_only=True)
class PackGiven(Event):
    """What students watch or read of a session that is recorded, or goes on by text, was said or taken away.

    :param what: link, unit, resource, words
    """

    session: UUID
    run: UUID
    what: list[str]


@event("teaching.message_said")
@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSaid(Event):
    """Somebody said something in the chat of a session."""

    session: UUID
    message: UUID
    is_lead: bool


@event("teaching.message_hidden")
@dataclass(frozen=True, slots=True, kw_only=True)
class MessageHidden(Event):
    """Something said in a chat is shown to those who teach only."""

    session: UUID
    message: UUID


@event("teaching.hub_opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class HubOpened(Event):
    """A part of a class sits together at a place of its own."""

    hub: UUID
    run: UUID


@event("teaching.hub_closed")
@dataclass(frozen=True, slots=True, kw_only=True)
class HubClosed(Event):
    """A class no longer meets at this place."""

    hub: UUID
    run: UUID


@event("teaching.model_opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOpened(Event):
    """A session may be visited by colleagues."""

    session: UUID
    run: UUID


@event("teaching.model_closed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ModelClosed(Event):
    """A session may no longer be visited."""

    session: UUID
    run: UUID


@event("teaching.sample_drawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDrawn(Event):
    """Sessions were drawn to be inspected."""

    sample: UUID
    sessions: list[UUID]


@event("teaching.session_inspected")
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionInspected(Event):
    """Somebody looked at a session that was drawn."""

    inspection: UUID
    session: UUID
