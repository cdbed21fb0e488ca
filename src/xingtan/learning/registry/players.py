"""Players: what a learner does in a block of one kind. What the block *is* stands in `authoring.registry.kinds`.

A kind without a player shows its reading view and is complete when seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Protocol, TypeAlias

from django.http import HttpRequest
from django.utils.safestring import SafeString

from xingtan.kernel.errors import RuleBroken

State: TypeAlias = Any
"""Whatever a player wants to know about a block before it draws it."""


class Block(Protocol):
    """A block of a version: the row that authoring keeps."""

    @property
    def key(self) -> str:
        """Give the key."""
        ...

    @property
    def kind(self) -> str:
        """Name the kind."""
        ...

    @property
    def title(self) -> Mapping[str, str]:
        """Give the title by language."""
        ...

    @property
    def data(self) -> Mapping[str, Any]:
        """Give the data."""
        ...


class Mode(Enum):
    """How one is in the course. Only a learner's own visit leaves something behind."""

    OWN = "own"
    PREVIEW = "preview"
    """Anyone looks inside: nothing is recorded, nothing can be answered."""
    STAFF = "staff"
    """A teacher or assistant looks at the course."""
    AS_LEARNER = "as_learner"
    """A teacher or assistant sees what one learner sees; read only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The result of one block so far."""

    is_complete: bool = False
    score: Any = None
    possible: Any = None
    is_corrected: bool = False
    """Whether somebody who teaches gave the score."""


NOTHING_YET = Mark()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Study:
    """Somebody in a course, for the length of one request: all that a player may know of its page."""

    mode: Mode
    course: Any
    run: Any
    """None in a preview of a course without one."""
    version: Any
    enrollment: Any
    """The place whose results are shown; None in a preview and for a teacher's own look."""
    language: str
    now: datetime
    base: str
    """Address under which units and blocks lie, with a slash at its end."""
    address: Callable[[str, str], str]
    """Gives the address of a file from its digest and name."""
    marks: Mapping[str, Mark] = field(default_factory=dict)
    """Results by key of block."""
    due: Mapping[str, datetime] = field(default_factory=dict)
    """When a block is due, by its key: with the learner's extension, without the grace. Blocks without a date are not in it."""
    closed: frozenset[str] = frozenset()
    """Keys of blocks on this page whose date and grace are past: an answer would be refused."""

    @property
    def can_answer(self) -> bool:
        """Test whether forms are to be live at all: on one's own visit, or not."""
        return self.mode is Mode.OWN

    def is_open(self, key: str) -> bool:
        """Test whether an answer to this block would be taken now."""
        return self.can_answer and key not in self.closed

    def mark(self, key: str) -> Mark:
        """Give the result of a block; an empty one where there is none."""
        return self.marks.get(key, NOTHING_YET)

    def place(self, key: str) -> str:
        """Give the address of a part of the course by its key: where a link inside the course leads."""
        return f"{self.base}units/{key}/" if key and self.mode is not Mode.PREVIEW else self.base

    def action(self, key: str) -> str:
        """Give the address that a block's form posts to."""
        return f"{self.base}blocks/{key}/"


class Player(Protocol):
    """What a learner does in blocks of one kind.

    A page loads all its blocks of one kind at once, then draws each. A form in what ``render`` gives posts to
    ``study.action(block.key)``, with the CSRF token of the request and inside ``<c-keep>``; with htmx it targets
    ``#block-<key>`` and swaps ``outerHTML``, and the page answers with that one block drawn again.
    """

    @property
    def kind(self) -> str:
        """Name the kind of block this plays."""
        ...

    @property
    def when_seen(self) -> bool:
        """Say whether "mark as done" under a unit completes such a block; if not, the player records that itself."""
        ...

    def load(self, blocks: Sequence[Block], study: Study) -> Mapping[str, State]:
        """Load what is needed to draw these blocks, by key, in a constant number of queries."""
        ...

    def render(
        self, request: HttpRequest, block: Block, state: State, study: Study, broken: RuleBroken | None = None
    ) -> SafeString:
        """Draw the block. With a broken rule say so, and repeat what was typed (``request.POST``)."""
        ...

    def respond(self, request: HttpRequest, block: Block, study: Study) -> str | None:
        """Take what the learner sent (``request.POST``, ``study.enrollment``, ``study.now``), by one action.

        :returns: a sentence to show once, if there is something to say
        :raises RuleBroken: if it cannot be taken; nothing is stored then
        """
        ...


_players: dict[str, Player] = {}


def register(player: Player) -> None:
    """Add a player; registering the same kind again replaces it."""
    _players[player.kind] = player


def of(kind: str) -> Player:
    """Give the player of this kind, or the one that shows the reading view."""
    return _players.get(kind) or _players[""]


def every() -> list[Player]:
    """Give all players, by kind."""
    return [_players[kind] for kind in sorted(_players)]
