"""Counts a table whole: every margin of every measure, what institutions reported beside it, and what is withheld.

Slow: it runs in a worker, outside any transaction, and ``actions.freeze`` keeps what it gives.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from xingtan.census.adapters import engines
from xingtan.census.adapters.labels import Label, labels
from xingtan.census.models import Publication, Revision
from xingtan.census.queries.behind import behind, told_by_difference
from xingtan.census.queries.settling import Settlement, settled
from xingtan.census.rules import publishing, tables
from xingtan.census.rules.measures import MEASURES, Measure
from xingtan.census.rules.tables import TOTAL, At, Row, Table
from xingtan.census.rules.withholding import withhold
from xingtan.eventstore import public as eventstore
from xingtan.kernel.errors import OutsideFailed
from xingtan.reporting import public as reporting

_ALWAYS = ("university", "platform")


class StoreMoved(OutsideFailed):
    """A day was closed while the table was counted: its parts would not fit together. It is tried again."""


@dataclass(frozen=True)
class Drawn:
    """A table as it was counted. Only ``draw`` makes one."""

    content: bytes
    sha256: str
    inputs: dict[str, str]
    inputs_sha256: str
    measures: dict[str, dict[str, Any]]
    engine: str
    shares: dict[str, Any]
    universities: int
    unanswered: dict[str, Any]
    labels: dict[str, dict[str, list[str]]]
    withheld: list[Any]

    def as_json(self) -> dict[str, Any]:
        """Give it as a row can keep it until it is frozen."""
        return {**asdict(self), "content": self.content.decode()}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Drawn":
        """Give what a row kept."""
        return cls(**{**kept, "content": kept["content"].encode()})


Progress = Callable[[int, int, str], object]


def draw(
    publication: Publication,
    *,
    as_of: datetime,
    before: Revision | None = None,
    say: Progress = lambda done, total, sentence: None,
) -> Drawn:
    """Count the table.

    :param as_of: reports signed later are left out
    :param before: when a revision is counted again: only what was published before it is taken into account
    :param say: is told after each measure how far it is
    :raises StoreMoved: if a day was closed meanwhile
    """
    measures = [MEASURES[key] for key in publication.measures]
    inputs = _inputs(measures)
    names = {name: labels(eventstore.files, name) for name in _ALWAYS}
    rows: list[Row] = []
    people: dict[tuple[str, At], int] = {}
    told: dict[str, dict[str, Any]] = {}
    shares: dict[str, Any] = {}
    with engines.engine() as engine:
        counter = _Counter(engine, publication, names)
        for done, measure in enumerate(measures):
            say(done, len(measures) + 1, _(measure.title))
            found = counter.rows(measure)
            behind_cells = counter.people(measure, found)
            settlement = settled(publication, measure, counter.by_university, as_of=as_of)
            if settlement is not None:
                found, behind_cells = _with_reports(measure, found, behind_cells, settlement)
                shares[measure.key] = settlement.shares
                inputs[f"reports:{measure.key}"] = settlement.sha256
            rows += found
            people |= behind_cells
            told[measure.key] = {**_words(measure), "query": counter.query(measure)}
        named = engine.name
    if _inputs(measures) != {name: each for name, each in inputs.items() if not name.startswith("reports:")}:
        raise StoreMoved
    say(len(measures), len(measures) + 1, _("Looking for cells that tell of too few people"))
    whole = Table(tuple(publication.by), tables.ordered(rows, publication.measures))
    for at, few in told_by_difference(publication, whole, until=before).items():
        people |= {(measure.key, at): few for measure in measures if measure.people}
    table, withheld = withhold(
        whole,
        people,
        stretch=publication.stretch,
        countries={each.code: each.country for each in names["university"].values()},
        private=frozenset(measure.key for measure in measures if measure.people),
        earlier=behind(publication, until=before),
    )
    content = table.csv()
    return Drawn(
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        inputs=inputs,
        inputs_sha256=hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest(),
        measures=told,
        engine=named,
        shares=shares,
        withheld=[[each.measure, list(each.at), dict(each.numbers), each.is_small] for each in withheld],
        labels=_labels(table, names),
        **_answers(publication, names["university"]),
    )


def has_moved(keys: Iterable[str], inputs: Mapping[str, str]) -> bool:
    """Test whether a closed table that was counted from has other bytes now."""
    closed = {name: each for name, each in inputs.items() if not name.startswith("reports:")}
    return closed != _inputs([MEASURES[key] for key in keys if key in MEASURES])


def is_stale(publication: Publication) -> bool:
    """Test whether anything that was counted has changed, without counting."""
    last = publication.revisions.order_by("-number").first()
    if last is None:
        return True
    measures = [MEASURES[key] for key in publication.measures if key in MEASURES]
    versions = {each.key: each.version for each in measures}
    if versions != {key: told["version"] for key, told in last.measures.items()}:
        return True
    # Whether a report came is known only by reading them: that is quick, and a campaign is not for ever.
    has_reports = publication.campaign is not None and any(name.startswith("reports:") for name in last.inputs)
    return has_reports or has_moved(publication.measures, last.inputs)


def _answers(publication: Publication, universities: Mapping[int, Label]) -> dict[str, Any]:
    """Tell the denominator, and who did not answer; by name only where the campaign says so."""
    campaign = publication.campaign
    if campaign is None:
        return {"universities": len(universities), "unanswered": {}}
    missing = reporting.unanswered(campaign)
    named = [[each.code, each.name] for each in missing] if campaign.naming == campaign.Naming.NAMES else []
    return {"universities": campaign.asked.count(), "unanswered": {"count": len(missing), "names": named}}


def _inputs(measures: Iterable[Measure]) -> dict[str, str]:
    """Give the hash of each closed table that is read."""
    book = eventstore.manifest()
    people = [MEASURES[each.people] for each in measures if each.people]
    needed = {table for each in (*measures, *people) for table in each.needs} | set(_ALWAYS)
    return {table: book.hash_of(table) for table in sorted(needed)}


def _words(measure: Measure) -> dict[str, Any]:
    names = ("version", "title", "says", "silent", "unit", "owner")
    return {name: getattr(measure, name) for name in names}


def _labels(table: Table, names: Mapping[str, Mapping[int, Label]]) -> dict[str, dict[str, list[str]]]:
    """Keep the names, and of universities the countries, of what the table holds."""
    found: dict[str, dict[str, list[str]]] = {}
    for place, dimension in enumerate(table.by):
        if dimension in names:
            held = {row.at[place] for row in table.rows}
            found[dimension] = {
                each.code: [each.name, each.country] for each in names[dimension].values() if each.code in held
            }
    return found


def _with_reports(
    measure: Measure, rows: list[Row], people: Mapping[tuple[str, At], int], settlement: Settlement
) -> tuple[list[Row], dict[tuple[str, At], int]]:
    """Add the institutions that only reported, and what they make of the total."""
    rows = [*rows, *settlement.rows]
    if measure.people:
        people = {**people, **{(measure.key, row.at): row.numbers["value"] for row in settlement.rows}}
    if not settlement.added:
        return rows, dict(people)
    whole = tuple(TOTAL for _ in settlement.by)
    total = next((row for row in rows if row.at == whole), Row(measure.key, whole, {"value": 0}))
    rows = [row for row in rows if row.at != whole]
    rows.append(Row(measure.key, whole, {"value": total.numbers["value"] + settlement.added}, "mixed"))
    if measure.people:
        people = {**people, (measure.key, whole): people.get((measure.key, whole), 0) + settlement.added}
    return rows, dict(people)


class _Counter:
    """Counts the margins of one table on one engine."""

    def __init__(self, engine: engines.Engine, publication: Publication, names: Mapping[str, Mapping[int, Label]]):
        self.engine = engine
        self.publication = publication
        self.names = names
        self.by = tuple(publication.by)
        self.tables = engine.tables(self._days())
        self._kept: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = {}

    def rows(self, measure: Measure) -> list[Row]:
        """Count the measure by all dimensions, and each total."""
        return [
            Row(measure.key, self._at(found), {name: int(found[name]) for name in tables.NUMBERS if name in found})
            for kept in publishing.margins(self.by)
            for found in self._counted(measure, kept)
        ]

    def people(self, measure: Measure, rows: Iterable[Row]) -> dict[tuple[str, At], int]:
        """Count the people behind each row; of a measure of people, the fewest of its numbers."""
        if not measure.people:
            return {}
        if measure.people == measure.key:
            return {
                (measure.key, row.at): min((each for each in row.numbers.values() if each), default=0) for row in rows
            }
        behind_cells = {row.at: row.numbers["value"] for row in self.rows(MEASURES[measure.people])}
        return {(measure.key, row.at): behind_cells.get(row.at, 0) for row in rows}

    def by_university(self, measure: Measure) -> dict[str, int]:
        """Count each university by itself; of the universities themselves, each is one."""
        counted = MEASURES["courses"] if measure.key == "universities" else measure
        rows = self._counted(counted, ("university",))
        found = {self._code("university", row["university"]): int(row["value"]) for row in rows}
        return dict.fromkeys(found, 1) if measure.key == "universities" else found

    def query(self, measure: Measure) -> str:
        """Write the query that counts it by all dimensions."""
        return self.engine.query(self._asked(measure, self.by))

    def _asked(self, measure: Measure, kept: tuple[str, ...]) -> Any:
        return measure.of(self.tables, by=kept, start=self.publication.starts_on, end=self.publication.ends_on)

    def _counted(self, measure: Measure, kept: tuple[str, ...]) -> list[dict[str, Any]]:
        if (measure.key, kept) not in self._kept:
            self._kept[measure.key, kept] = self.engine.rows(self._asked(measure, kept))
        return self._kept[measure.key, kept]

    def _at(self, row: Mapping[str, Any]) -> At:
        """Name the row's place by codes: numbers are given anew whenever tables are closed."""
        return tuple(self._code(name, row[name]) if name in row else TOTAL for name in self.by)

    def _code(self, name: str, value: Any) -> str:
        label = self.names[name].get(value) if name in self.names else None
        return label.code if label else str(value)

    def _days(self) -> list[date] | None:
        """Name the days of attendance to be read; all, where the stretch is open."""
        if self.publication.starts_on is None:
            return None
        within = (self.publication.starts_on.isoformat(), self.publication.ends_on.isoformat())
        days = eventstore.manifest().tables.get("attendance", {})
        return [date.fromisoformat(day) for day in sorted(days) if within[0] <= day <= within[1]]
