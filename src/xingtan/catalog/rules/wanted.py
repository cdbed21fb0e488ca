"""What somebody looks for, as an address says it: words, choices, an order, a place in the list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlencode

from xingtan.catalog.rules.names import base_of

LONGEST_WORDS = 200
LONGEST_VALUE = 80
LONGEST_CURSOR = 400
MOST_VALUES = 40
MOST_PAGES_BACK = 20

LISTS = (
    "subject",
    "language",
    "start",
    "level",
    "platform",
    "university",
    "country",
    "workload",
    "captions",
    "kind",
    "licence",
)
"""What one chooses several values of, in the order of the page."""

HERE = "here"
"""The platform that is this one."""

MARKS = {"free": "yes", "certificate": "yes", "credit": "yes", "phone": "yes", "sign_in": "no"}
"""What is there or not, and the one value that somebody looks for."""

FACETS = (*LISTS, *MARKS)
SORTS = {"newest": "-made", "starts": "starts", "hours": "hours"}
"""Orders by their name in the address; without any, the best fit comes first."""

CLOSED = {
    "start": ("now", "soon", "later", "any", "ended"),
    "level": ("introductory", "intermediate", "advanced"),
    "workload": ("-5", "5-20", "20-60", "60-"),
    "kind": ("mooc", "other"),
}
"""All values that these can have; what else an address says of them is not read."""

ADDRESS = ("q", "sort", "after", *FACETS)
"""Every name that such an address may have."""


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for.

    :param chosen: values by facet; those of one facet are alternatives
    :param fixed: what the page itself is about, such as one university
    :param after: where each page before this one ended, the last of them last
    """

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fixed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    after: tuple[str, ...] = ()

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """Give all that narrows the list."""
        return {**self.chosen, **self.fixed}

    @property
    def is_narrowed(self) -> bool:
        """Test whether anything was typed or chosen."""
        return bool(self.words or self.chosen)

    def without(self, facet: str, value: str = "") -> "Wanted":
        """Leave out one value of a facet, or all; ``q`` stands for the words."""
        if facet == "q":
            return replace(self, words="", after=())
        kept = tuple(each for each in self.chosen.get(facet, ()) if value and each != value)
        others = {name: values for name, values in self.chosen.items() if name != facet}
        return replace(self, chosen={**others, facet: kept} if kept else others, after=())

    def with_(self, facet: str, value: str) -> "Wanted":
        """Choose one value more."""
        values = (*(each for each in self.chosen.get(facet, ()) if each != value), value)
        return replace(self, chosen={**self.chosen, facet: values}, after=())

    def at(self, *after: str) -> "Wanted":
        """Stand at another page of the same list."""
        return replace(self, after=after[-MOST_PAGES_BACK:])

    def query(self) -> str:
        """Write it as the query of an address, always in the same order."""
        said: list[tuple[str, str]] = [("q", self.words)] if self.words else []
        said += [(name, value) for name in FACETS for value in self.chosen.get(name, ())]
        said += [("sort", self.sort)] if self.sort else []
        said += [("after", each) for each in self.after]
        return urlencode(said)


def wanted_in(said: Mapping[str, Sequence[str]], *, fixed: Mapping[str, tuple[str, ...]] | None = None) -> Wanted:
    """Read what the query of an address says. What it cannot say is not read.

    :param fixed: what the page is about; the address says nothing of it
    """
    fixed = fixed or {}
    chosen = {name: values for name in FACETS if name not in fixed and (values := _values(name, said.get(name, ())))}
    return Wanted(
        words=" ".join(_first(said, "q").split())[:LONGEST_WORDS],
        chosen=chosen,
        fixed=fixed,
        sort=sort if (sort := _first(said, "sort")) in SORTS else "",
        after=tuple(each for each in said.get("after", ()) if each and len(each) <= LONGEST_CURSOR)[-MOST_PAGES_BACK:],
    )


def wanted_of(query: str, *, fixed: Mapping[str, tuple[str, ...]] | None = None) -> Wanted:
    """Read the query of an address that was kept."""
    return wanted_in(parse_qs(query, max_num_fields=500) if query.count("&") < 500 else {}, fixed=fixed)


def newest_first(query: str) -> str:
    """Give the query of the same list with the newest first."""
    return replace(wanted_of(query), sort="newest", after=()).query()


def _first(said: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(said.get(name, ())), "")


def _values(name: str, said: Iterable[str]) -> tuple[str, ...]:
    found = dict.fromkeys(_tidy(name, each) for each in list(said)[:MOST_VALUES])
    found.pop("", None)
    if name == "subject":
        # Whoever chose a narrow field within a broad one means the narrow one.
        wider = {each[:2] for each in found if len(each) > 2}
        return tuple(each for each in found if each not in wider)
    return tuple(found)


def _tidy(name: str, value: str) -> str:
    value = value.strip()[:LONGEST_VALUE]
    if name in CLOSED:
        return value if value in CLOSED[name] else ""
    if name in MARKS:
        return value if value == MARKS[name] else ""
    if name in ("language", "captions"):
        return base_of(value)
    return value.upper() if name == "country" else value


def band_of(hours: float) -> str:
    """Name the band a workload lies in."""
    if hours < 5:
        return "-5"
    if hours < 20:
        return "5-20"
    return "20-60" if hours < 60 else "60-"
