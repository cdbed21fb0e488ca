"""What a kind knows of an activity when it draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from xingtan.kernel import intake
from xingtan.kernel.ids import new_uid
from xingtan.ui import public as ui


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """An activity, open before somebody, for the length of one request."""

    activity: Any
    session: Any
    now: datetime
    results: Any = None
    """What the kind folded; None where who looks may not see it yet."""
    answered: int = 0
    """How many people have answered."""
    expected: int = 0
    """How many students the class has."""
    stamp: tuple[Any, ...] = ()
    """Another one as soon as the results are."""
    extra: Any = None
    """What the kind loaded besides."""
    person: Any = None
    """Who looks; nobody in what is drawn for all alike."""
    enrollment: Any = None
    """Their place in the class; None for who leads, and for visitors."""
    passed: str = ""
    """A sealed word that lets their answer in at the intake, which knows no doors."""
    is_lead: bool = False
    own: Sequence[Any] = ()
    """Their own answers, in the order they came."""
    answers: Sequence[Any] = ()
    """All answers that count: for reports and tables only."""
    names: Mapping[int, str] = field(default_factory=dict)
    """Names by person, of those who answered; empty where who looks may not see them."""
    broken: str = ""
    """Why what they just sent was not taken."""
    typed: Mapping[str, Any] = field(default_factory=dict)
    """What they just sent, when it was not taken."""

    @property
    def url(self) -> str:
        """Give the address of the activity, with a slash at its end."""
        return f"/sessions/{self.session.uid}/activities/{self.activity.uid}/"

    @property
    def respond_url(self) -> str:
        """Give the address that a student's form posts to."""
        return f"{self.url}responses/"

    @property
    def intake_url(self) -> str:
        """Give the address that takes the answers of a whole class at once; a browser without script never goes there."""
        return intake.address("answer")

    @property
    def move_url(self) -> str:
        """Give the address that a form of who leads posts ``do`` and more to."""
        return f"{self.url}moves/"

    @property
    def fresh_uid(self) -> UUID | str:
        """Give an id for an answer: a form that is sent twice with it counts once. In what is drawn for all, leave a place."""
        return new_uid() if self.person else ui.hole("uid")

    @property
    def target(self) -> str:
        """Give the id of the element around it, for ``hx-target``."""
        return f"activity-{self.activity.uid}"

    @property
    def can_answer(self) -> bool:
        """Test whether an answer of who looks would be taken now."""
        return self.enrollment is not None and self.is_open

    @property
    def is_open(self) -> bool:
        """Test whether it takes answers now."""
        return bool(self.activity.is_open(self.now))

    @property
    def is_over(self) -> bool:
        """Test whether it was open and takes no more answers."""
        return bool(self.activity.is_over(self.now))

    @property
    def mine(self) -> Mapping[str, Any]:
        """Give what who looks just sent in vain, else what they said last; empty if they said nothing."""
        if self.broken:
            return self.typed
        return self.own[-1].payload if self.own else {}
