"""Questions as PostgreSQL asks them: conditions, and the values that go into them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xingtan.search.adapters import Wanted
from xingtan.search.rules import Asked, Part
from xingtan.search.rules.ties import kept_value

LEAST, GREATEST = -(2**63), 2**63 - 1


@dataclass
class Where:
    """Conditions that must all hold."""

    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        """Demand this, too."""
        self.conditions.append(condition)
        self.values += values

    def __str__(self) -> str:
        return " AND ".join(self.conditions)


def where(collection: str, asked: Asked, wanted: Wanted, sorts: Sequence[str], *, but: str = "") -> Where:
    """Say what must hold, all filters but that of one facet if it is named."""
    found = Where(["collection = %s"], [collection])
    found.add("audience && %s::text[]", [kept_value(each) for each in wanted.audience])
    if asked.parts:
        found.add("words @@ %s::tsquery", query_of(asked))
    if asked.at_least:
        counted = " + ".join(["(words @@ %s::tsquery)::int"] * len(asked.parts))
        found.add(f"{counted} >= %s", *(part_of(part) for part in asked.parts), asked.at_least)
    for name, values in wanted.filters.items():
        if values and name != but:
            either = " OR ".join(["facets @> %s::jsonb"] * len(values))
            found.add(f"({either})", *(json.dumps({name: [kept_value(value)]}) for value in values))
    for name, (least, most) in wanted.ranges.items():
        if name in sorts:
            ends = (LEAST if least is None else least, GREATEST if most is None else most)
            found.add("(numbers->>%s)::numeric BETWEEN %s AND %s", name, *ends)
    return found


def query_of(asked: Asked) -> str:
    """Write what is asked as a ``tsquery``."""
    joiner = " | " if asked.at_least else " & "
    return joiner.join(part_of(part) for part in asked.parts)


def part_of(part: Part) -> str:
    """Write one thing that must be there."""
    if part.begins:
        return f"{quoted(part.begins)}:*"
    ways = (" <-> ".join(quoted(word) for word in way) for way in part.ways)
    return "(" + " | ".join(f"({way})" for way in ways) + ")"


def quoted(word: str) -> str:
    """Write a word so that no sign in it means anything."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
