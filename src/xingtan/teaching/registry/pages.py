"""What teaching's slots hand to upper rooms: see the list of slots in the README."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SessionPage:
    """A session, open before somebody: the thing of the slots of its pages.

    :param enrollment: the place of who looks, if they study here
    :param is_lead: whether who looks serves the course; neither of both is a visitor, who only reads
    """

    session: Any
    run: Any
    enrollment: Any | None
    is_lead: bool
    now: datetime

    @property
    def url(self) -> str:
        """Give the address of the students' page; the rooms above add theirs to it."""
        return f"/sessions/{self.session.uid}/"

    @property
    def is_visitor(self) -> bool:
        """Test whether who looks neither studies nor serves here."""
        return self.enrollment is None and not self.is_lead


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClassPage:
    """A class, open before somebody: the thing of the slot `teaching.class_tools`."""

    run: Any
    enrollment: Any | None
    is_lead: bool
    now: datetime

    @property
    def url(self) -> str:
        """Give the address of the class's list of sessions."""
        return f"{self.run.get_absolute_url()}sessions/"
