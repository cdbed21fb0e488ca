"""Facets: what the list can be narrowed by, with how many courses each choice would leave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xingtan.catalog.queries.labels import SAID, labels, name_of_facet, subjects
from xingtan.catalog.rules.wanted import CLOSED, LISTS, MARKS, Wanted

SHORT = 6
OPEN = ("subject", "language", "start", "level")
"""What most people choose by; the others are one press away."""


@dataclass(frozen=True)
class Choice:
    """A value of a facet.

    :param depth: 1 for a narrow field beneath its broad one
    """

    facet: str
    key: str
    label: str
    count: int
    is_chosen: bool = False
    depth: int = 0


@dataclass(frozen=True)
class Facet:
    """One way to narrow the list.

    :param more: how many values there are beside those shown
    """

    name: str
    label: str
    choices: list[Choice]
    more: int = 0
    is_open: bool = False


def facets_of(counts: Mapping[str, Mapping[str, int]], wanted: Wanted) -> list[Facet]:
    """Give every facet that has something to choose, with its commonest values and those chosen."""
    made = (_facet(name, counts.get(name, {}), wanted) for name in LISTS if name not in wanted.fixed)
    return [each for each in made if each.choices]


def marks_of(counts: Mapping[str, Mapping[str, int]], wanted: Wanted) -> list[Choice]:
    """Give what is there or not, in one list."""
    return [
        Choice(name, value, str(SAID[name][value]), count, chosen)
        for name, value in MARKS.items()
        if (count := counts.get(name, {}).get(value, 0)) or name in wanted.chosen
        for chosen in (name in wanted.chosen,)
    ]


def chosen_of(wanted: Wanted) -> list[Choice]:
    """Give all that is chosen, with its words."""
    return [
        Choice(facet, value, label, 0, is_chosen=True)
        for facet, values in wanted.chosen.items()
        for value, label in labels(facet, values).items()
    ]


def every_choice(facet: str, counts: Mapping[str, int], wanted: Wanted) -> list[Choice]:
    """Give every value of a facet, the commonest first; subjects in the order of their codes."""
    chosen = wanted.chosen.get(facet, ())
    if facet == "subject":
        return [
            Choice(facet, code, label, counts.get(code, 0), code in chosen, depth=int(len(code) > 2))
            for code, label in subjects().items()
            if counts.get(code)
        ]
    named = labels(facet, counts)
    order = sorted(counts, key=lambda each: (-counts[each], named[each]))
    return [Choice(facet, each, named[each], counts[each], each in chosen) for each in order]


def _facet(name: str, counts: Mapping[str, int], wanted: Wanted) -> Facet:
    chosen = wanted.chosen.get(name, ())
    if name == "subject":
        choices, more = _subjects(counts, chosen), 0
    elif name in CLOSED:
        keys = [key for key in CLOSED[name] if counts.get(key) or key in chosen]
        choices, more = _choices(name, keys, counts, chosen), 0
    else:
        most = sorted(counts, key=lambda each: (-counts[each], each))[:SHORT]
        keys = list(dict.fromkeys((*chosen, *most)))
        choices, more = _choices(name, keys, counts, chosen), len(set(counts) - set(keys))
    return Facet(name, name_of_facet(name), choices, more, is_open=bool(chosen) or name in OPEN)


def _choices(name: str, keys: Iterable[str], counts: Mapping[str, int], chosen: Iterable[str]) -> list[Choice]:
    return [Choice(name, key, label, counts.get(key, 0), key in chosen) for key, label in labels(name, keys).items()]


def _subjects(counts: Mapping[str, int], chosen: Iterable[str]) -> list[Choice]:
    """Give the broad fields, and the narrow ones of those that are chosen."""
    named = subjects()
    opened = {each[:2] for each in chosen}
    return [
        Choice("subject", code, named.get(code, code), counts.get(code, 0), code in chosen, depth=int(len(code) > 2))
        for code in sorted({*counts, *chosen})
        if len(code) == 2 or code[:2] in opened
    ]
