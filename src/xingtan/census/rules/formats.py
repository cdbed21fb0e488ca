"""Other forms of a published table: JSON, and SDMX-CSV 2.0, each row linked to its definition and its revision."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from xingtan.census.rules.tables import SHOWN, TOTAL, WITHHELD, Row, Table, rate

SDMX_TYPE = "application/vnd.sdmx.data+csv; version=2.0.0"
_TIMES = ("day", "week", "quarter")


@dataclass(frozen=True)
class Cited:
    """Where a table comes from.

    :param address: of the revision
    :param definition: from a measure's key to the address of its definition
    :param unit: from a measure's key to its unit
    :param start: first day; None where the numbers are as of the end
    """

    title: str
    slug: str
    number: int
    address: str
    sha256: str
    start: date | None
    end: date
    definition: Callable[[str], str]
    unit: Callable[[str], str]


def sdmx(table: Table, cited: Cited) -> bytes:
    """Write the table as SDMX-CSV 2.0: structure, action, dimensions, the observation, its attributes, our links."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    kept = [name for name in table.by if name not in _TIMES]
    numbers = [name for name in table.numbers if name != "value"]
    attributes = ("UNIT_MEASURE", "OBS_STATUS", "CONF_STATUS", "CLASS")
    head = ("STRUCTURE", "STRUCTURE_ID", "ACTION", "MEASURE", *map(str.upper, kept), "TIME_PERIOD", "OBS_VALUE")
    writer.writerow((*head, *attributes, *map(str.upper, numbers), "DEFINITION", "REVISION"))
    structure = f"XINGTAN:CENSUS_{cited.slug.upper().replace('-', '_')}(1.0.0)"
    for row in table.rows:
        at = dict(zip(table.by, row.at, strict=True))
        # F is free, C is confidential: the small cell and the one that protects it look alike.
        status = [WITHHELD, "C"] if row.is_withheld else [SHOWN, "F"]
        key = ("dataflow", structure, "I", row.measure, *(at[name] for name in kept), _period(at, cited))
        said = (cited.unit(row.measure), *status, row.class_, *(row.numbers.get(name, "") for name in numbers))
        writer.writerow((*key, _value(row), *said, cited.definition(row.measure), cited.address))
    return out.getvalue().encode()


def as_json(table: Table, cited: Cited) -> bytes:
    """Write the table as JSON."""
    rows = [
        {
            "measure": row.measure,
            **{name: None if value == TOTAL else value for name, value in zip(table.by, row.at, strict=True)},
            **row.numbers,
            **({"rate": str(found)} if (found := rate(row.numbers)) is not None else {}),
            "class": row.class_,
            "withheld": row.is_withheld,
        }
        for row in table.rows
    ]
    measures = sorted({row.measure for row in table.rows})
    told: dict[str, Any] = {
        "title": cited.title,
        "revision": cited.number,
        "address": cited.address,
        "sha256": cited.sha256,
        "start": cited.start and cited.start.isoformat(),
        "end": cited.end.isoformat(),
        "by": list(table.by),
        "definitions": {key: cited.definition(key) for key in measures},
        "units": {key: cited.unit(key) for key in measures},
        "rows": rows,
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _value(row: Row) -> str:
    found = rate(row.numbers)
    if found is not None:
        return str(found)
    return str(row.numbers["value"]) if "value" in row.numbers else ""


def _period(at: dict[str, str], cited: Cited) -> str:
    """Write the time as SDMX does: a quarter, a week, a day, or a first day and a length."""
    for name in _TIMES:
        value = at.get(name, TOTAL)
        if value != TOTAL:
            return _week(value) if name == "week" else value
    if cited.start is None:
        return cited.end.isoformat()
    return f"{cited.start.isoformat()}/P{(cited.end - cited.start).days + 1}D"


def _week(monday: str) -> str:
    year, week, _ = date.fromisoformat(monday).isocalendar()
    return f"{year}-W{week:02}"
