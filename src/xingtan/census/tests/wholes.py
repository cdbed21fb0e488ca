"""A measure by everything it can be asked by, as one question: an engine answers it in one piece of work."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from xingtan.census.adapters.engines import Engine
from xingtan.census.rules.measures import MEASURES, Measure, Tables
from xingtan.census.rules.tables import NUMBERS
from xingtan.census.tests.store import START

END = date(2020, 3, 9)
FEW = 4
EXACT = [key for key, measure in MEASURES.items() if not measure.error]


def cuts(measure: Measure) -> list[tuple[str, ...]]:
    """Name what it is cut by: nothing, each dimension alone, two of them, and all at once."""
    found = [(), *((name,) for name in measure.by), measure.by[:2], measure.by]
    return list(dict.fromkeys(found))


def whole(measure: Measure, tables: Tables, asked: Iterable[tuple[str, ...]]) -> Any:
    """Ask for these cuts at once, each row with the name of its cut and its place in it."""
    import ibis

    parts = []
    for by in asked:
        found = measure.of(tables, by=by, start=START, end=END)
        place = ibis.literal("")
        for name in by:
            place = place + "|" + found[name].cast("string")
        numbers = {name: found[name] for name in (*NUMBERS, "since") if name in found.columns}
        parts.append(found.select(cut=ibis.literal(",".join(by)), place=place, **numbers))
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def counted(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Count all exact measures by everything, one piece of work for each."""
    tables = engine.tables()
    return {key: engine.rows(whole(MEASURES[key], tables, cuts(MEASURES[key]))) for key in EXACT}


def counted_apart(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Count the same a few cuts at a time: ClickHouse plans no question as long as all of them."""
    tables, found = engine.tables(), {}
    for key in EXACT:
        asked = cuts(MEASURES[key])
        few = [asked[at : at + FEW] for at in range(0, len(asked), FEW)]
        rows = [row for part in few for row in engine.rows(whole(MEASURES[key], tables, part))]
        found[key] = sorted(rows, key=lambda row: list(row.values()))
    return found
