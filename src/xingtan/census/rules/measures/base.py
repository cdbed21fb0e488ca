"""What a measure is: a function from tables to a table, with what it says written beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ibis.expr.types import Table

DIMENSIONS = ("day", "week", "quarter", "university", "discipline", "platform", "country", "language", "kind")

_TIMES = frozenset({"day", "week", "quarter"})


@dataclass(frozen=True)
class Tables:
    """The closed tables, as relations of one engine."""

    university: "Table"
    platform: "Table"
    teacher: "Table"
    course: "Table"
    teaches: "Table"
    section: "Table"
    lesson: "Table"
    attendance: "Table"
    enrollment: "Table"
    completion: "Table"


@dataclass(frozen=True)
class Asked:
    """How a measure is asked for.

    :param by: the dimensions, in the order of the columns
    :param start: the first day counted; None for the first there is
    :param end: the last day counted, and the day that "as of" means; None for the newest
    """

    by: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None

    @property
    def times(self) -> tuple[str, ...]:
        """The dimensions that are stretches of time."""
        return tuple(name for name in self.by if name in _TIMES)


class CannotBeAsked(ValueError):
    """The measure has no such dimension, or needs a stretch of time that was not given."""


@dataclass(frozen=True)
class Measure:
    """A number with its meaning.

    :param says: the written definition
    :param silent: what it does not say
    :param sources: where its terms come from
    :param period: over a stretch from–to, or as of a day
    :param people: the measure of the persons behind each cell; None where no cell tells of persons
    :param adds: whether the parts along a dimension sum to the total
    :param ratio: whether a row holds ``numerator`` and ``denominator`` in place of ``value``
    :param error: of an approximate measure, how far it may be off; empty for an exact one
    """

    key: str
    version: int
    owner: str
    title: str
    says: str
    unit: str
    silent: str
    sources: tuple[str, ...]
    by: tuple[str, ...]
    period: Literal["span", "as_of"]
    people: str | None
    adds: frozenset[str]
    ratio: bool
    error: str
    needs: tuple[str, ...]
    count: Callable[["Tables", Asked], "Table"]

    def of(
        self, tables: Tables, *, by: Sequence[str] = (), start: date | None = None, end: date | None = None
    ) -> "Table":
        """Ask for the measure: a table of the dimensions, ``value`` (or a numerator and a denominator), and more.

        :raises CannotBeAsked: where it has no such dimension, or start lies after end
        """
        asked = Asked(tuple(by), start, end)
        self.check(asked)
        return self.count(tables, asked)

    def check(self, asked: Asked) -> None:
        """Refuse what this measure cannot answer.

        :raises CannotBeAsked: where it has no such dimension, or start lies after end
        """
        unknown = [name for name in asked.by if name not in self.by]
        if unknown:
            raise CannotBeAsked(f"{self.key} is not counted by {', '.join(unknown)}")
        if len(set(asked.by)) != len(asked.by):
            raise CannotBeAsked(f"{self.key} is asked twice by the same dimension")
        if asked.start and asked.end and asked.start > asked.end:
            raise CannotBeAsked("the first day comes after the last")

    @property
    def address(self) -> str:
        """The name of exactly this definition: ``lessons@1``."""
        return f"{self.key}@{self.version}"


MEASURES: dict[str, Measure] = {}


def measure(
    *,
    key: str,
    version: int,
    owner: str,
    title: str,
    says: str,
    unit: str,
    silent: str,
    needs: Sequence[str],
    sources: Sequence[str] = (),
    by: Sequence[str] = DIMENSIONS,
    period: Literal["span", "as_of"] = "span",
    people: str | None = None,
    adds: Sequence[str] = (),
    ratio: bool = False,
    error: str = "",
) -> Callable[[Callable[[Tables, Asked], "Table"]], Measure]:
    """Make the function a measure, known by its key.

    :param needs: the closed tables it reads
    """

    def known(count: Callable[[Tables, Asked], "Table"]) -> Measure:
        if key in MEASURES:
            raise ValueError(f"two measures are called {key}")
        made = Measure(
            key=key,
            version=version,
            owner=owner,
            title=title,
            says=says,
            unit=unit,
            silent=silent,
            sources=tuple(sources),
            by=tuple(by),
            period=period,
            people=people,
            adds=frozenset(adds),
            ratio=ratio,
            error=error,
            needs=tuple(needs),
            count=count,
        )
        MEASURES[key] = made
        return made

    return known
