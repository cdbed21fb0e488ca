"""Courses as the sheet that a platform's people fill in and sign off: a table in any shape becomes one in that shape."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from xingtan.catalog.registry import Facts

COLUMNS = (
    *("id", "title", "title language", "url", "summary", "university", "country", "languages", "captions", "subject"),
    *("level", "hours", "teachers", "licence", "kind", "free", "free certificate", "starts on", "ends on"),
)
# A spreadsheet takes what begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet_of(found: Iterable[Facts]) -> bytes:
    """Write these courses as a sheet in CSV, in a way that a spreadsheet opens."""
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for facts in found:
        row = _row(facts)
        writer.writerow([_safe(row.get(name, "")) for name in COLUMNS])
    return kept.getvalue().encode("utf-8-sig")


def _row(facts: Facts) -> dict[str, Any]:
    language, title = next(iter(facts.title.items()))
    maker = facts.institutions[0] if facts.institutions else None
    dates = facts.dates[0] if facts.dates else None
    return {
        "id": facts.remote_id,
        "title": title,
        "title language": "" if language == "und" else language,
        "url": facts.url,
        "summary": facts.summary.get(language) or next(iter(facts.summary.values()), ""),
        "university": next(iter(maker.name.values()), "") if maker else "",
        "country": maker.country if maker else "",
        "languages": ", ".join(facts.languages),
        "captions": ", ".join(facts.captions),
        "subject": facts.subjects[0] if facts.subjects else "",
        "level": facts.level,
        "hours": facts.workload_hours if facts.workload_hours is not None else "",
        "teachers": "; ".join(facts.teachers),
        "licence": facts.licence,
        "kind": facts.kind,
        "free": _yes(facts.is_free),
        "free certificate": _yes(facts.has_free_certificate),
        "starts on": _day(dates.starts_on if dates else None),
        "ends on": _day(dates.ends_on if dates else None),
    }


def _yes(value: bool | None) -> str:  # noqa: FBT001 - yes, no, or nobody said
    return "" if value is None else "yes" if value else "no"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _safe(value: Any) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
