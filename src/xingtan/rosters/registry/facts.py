"""Facts of a roster: what a university's lists say, each with the file and the line that says it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from operator import attrgetter
from typing import Any, ClassVar, Literal

KINDS = ("org", "term", "course", "class", "user", "role", "enrollment")
"""In the order in which they can be taken in: each points to those before it only."""

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that a list says, under the id it has there.

    :param is_gone: the list says that it is no more
    """

    kind: ClassVar[str] = ""

    sourced_id: str
    file: str
    line: int
    is_gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Org(Fact):
    """The university itself, or a part of it: a faculty, a school, a department."""

    kind: ClassVar[str] = "org"

    name: str
    code: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Fact):
    """A year, a semester, a part of one: from its first day to its last."""

    kind: ClassVar[str] = "term"

    title: str
    starts_on: date | None = None
    ends_on: date | None = None
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course(Fact):
    """A course as the university offers it year by year."""

    kind: ClassVar[str] = "course"

    title: str
    code: str = ""
    org: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Class(Fact):
    """A group that is taught a course in some terms."""

    kind: ClassVar[str] = "class"

    title: str
    course: str
    code: str = ""
    org: str = ""
    terms: tuple[str, ...] = ()
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class User(Fact):
    """A person of the university. What they sign in with is none of a list's business, and is not here.

    :param said: what its source is told again as it said it, besides; a change of this alone is none
    """

    kind: ClassVar[str] = "user"

    given: str = ""
    middle: str = ""
    family: str = ""
    email: str = ""
    username: str = ""
    identifier: str = ""
    master_identifier: str = ""
    orgs: tuple[str, ...] = ()
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Fact):
    """What a person is at the university, or at a part of it: ``student``, ``staff`` or ``administrator``."""

    kind: ClassVar[str] = "role"

    user: str
    role: str
    org: str = ""
    begins_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollment(Fact):
    """What a person is in a class: ``student``, ``teacher`` or ``assistant``."""

    kind: ClassVar[str] = "enrollment"

    class_: str
    user: str
    role: str
    begins_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Bad:
    """Something that is wrong: where, what (a name of ``queries.wording``), and the value in question.

    An error keeps the whole roster out. A warning says what is left out or was understood otherwise.
    """

    level: Level
    file: str
    line: int
    what: str
    why: str = ""


@dataclass(slots=True, kw_only=True)
class Contents:
    """All that a roster says.

    :param whole: kinds of which everything is there, so that what is missing has left
    :param roles_told_of: people of whom every role is there, though not everybody is
    :param off: people who are named, and are not to be here any more
    """

    facts: dict[str, list[Any]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    whole: frozenset[str] = frozenset()
    bad: list[Bad] = field(default_factory=list)
    roles_told_of: set[str] = field(default_factory=set)
    off: set[str] = field(default_factory=set)

    def add(self, fact: Fact) -> None:
        """Add what one line says."""
        self.facts[fact.kind].append(fact)


def _saying(cls: type[Fact]) -> Callable[[Any], Any]:
    names = [name for name in cls.__dataclass_fields__ if name not in ("file", "line", "sourced_id", "said")]
    return attrgetter(*names)


_saying_of: dict[str, Callable[[Any], Any]] = {
    cls.kind: _saying(cls) for cls in (Org, Term, Course, Class, User, Role, Enrollment)
}


def digest_of(fact: Fact, *also: object) -> str:
    """Give a short mark of what the fact says, wherever it stands: the same mark means that nothing changed."""
    said = repr((_saying_of[fact.kind](fact), also))
    return blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest()
