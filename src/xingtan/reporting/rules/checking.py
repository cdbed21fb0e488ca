"""What a batch must be before it is taken: its events one by one, or the figures of a day."""

import codecs
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

BATCH_VERSIONS = ("1",)
MOST_REASONS = 50
MOST_LINE_BYTES = 16 * 1024
AHEAD = timedelta(minutes=10)
EARLIEST_YEAR = 2000

STREAMS: dict[str, dict[str, tuple[str, ...]]] = {
    "identity": {"account": ("account",), "closed": ("account",)},
    "access": {"signed_in": ("account",), "viewed": ("account", "course")},
    "behaviour": {
        "attended": ("account", "session"),
        "enrolled": ("account", "course"),
        "left": ("account", "course"),
        "completed": ("account", "course"),
        "answered": ("account", "course"),
        "watched": ("account", "course"),
    },
    "operation": {"held": ("session", "course"), "cancelled": ("session",), "course": ("course",), "outage": ()},
}
"""What each stream tells of, and the names that each kind of event needs beside ``id`` and ``at``."""

AGGREGATE = ("day", "institution", "measure", "value")
NAMES = ("id", "account", "person", "session", "course", "same_as", "institution")
_pseudonym = re.compile(r"[A-Za-z0-9._:/+=~-]{1,128}")
_moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)")
# Who a person is has no place in a stream: an address, a number of a telephone or of an identity card, a name.
_telling = (
    ("address", re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")),
    ("identity_number", re.compile(r"\d{17}[\dXx]")),
    ("telephone", re.compile(r"(\+\d{8,15}|1[3-9]\d{9})")),
)
# Almost nothing does, and there are millions of words: one look at each.
_tells = re.compile("|".join(pattern.pattern for _what, pattern in _telling))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a batch cannot be taken. ``line`` counts from 1, and is 0 for the batch as a whole."""

    key: str
    line: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Looked:
    """What was found in a batch.

    :param reasons: the first fifty things that are wrong
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

    def bad(self, key: str, line: int = 0, **facts: str) -> None:
        """Note something wrong."""
        if len(self.reasons) < MOST_REASONS:
            self.reasons.append(Reason(key, line, {name: value[:80] for name, value in facts.items()}))


def look_through(data: bytes, *, stream: str, form: str, now: datetime) -> Looked:
    """Read JSON lines and look at each of them.

    :param form: ``events`` or ``aggregates``
    """
    looked = Looked()
    rows = []
    for line, raw in enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), start=1):
        if not raw.strip():
            continue
        if len(raw) > MOST_LINE_BYTES:
            looked.bad("long_line", line, bytes=str(len(raw)))
            continue
        try:
            row = _reader.decode(raw.decode())
        except (ValueError, RecursionError):
            looked.bad("no_json", line)
            continue
        if isinstance(row, dict):
            rows.append((line, row))
        else:
            looked.bad("no_json", line)
    return _look(rows, looked, stream=stream, form=form, now=now)


def look_through_rows(rows: Iterable[Mapping[str, Any]], *, stream: str, form: str, now: datetime) -> Looked:
    """Look at rows that were read already."""
    return _look(((at, dict(row)) for at, row in enumerate(rows, start=1)), Looked(), stream=stream, form=form, now=now)


def _look(
    rows: Iterable[tuple[int, dict[str, Any]]], looked: Looked, *, stream: str, form: str, now: datetime
) -> Looked:
    latest = now + AHEAD
    for line, row in rows:
        before = len(looked.reasons)
        if form == "aggregates":
            _aggregate(row, line, looked, now)
        else:
            _event(row, line, looked, STREAMS[stream], latest)
        if len(looked.reasons) == before:
            looked.rows.append(row)
        elif len(looked.reasons) >= MOST_REASONS:
            break
    if not looked.rows and not looked.reasons:
        looked.bad("empty")
    return looked


def _event(
    row: dict[str, Any], line: int, looked: Looked, kinds: Mapping[str, tuple[str, ...]], latest: datetime
) -> None:
    kind, at = row.get("kind"), row.get("at")
    needs = kinds.get(kind) if isinstance(kind, str) else None
    if needs is None:
        looked.bad("unknown_kind", line, kind=str(kind))
        return
    for name in ("id", *needs):
        if name not in row:
            looked.bad("missing_field", line, field=name)
    _moments(row, line, looked, at, latest)
    _values(row, line, looked)


def _moments(row: dict[str, Any], line: int, looked: Looked, at: Any, latest: datetime) -> None:
    for name in ("at", "joined_at", "starts_at"):
        said = at if name == "at" else row.get(name)
        if said is None and name != "at":
            continue
        moment = _moment_of(said)
        if moment is None:
            looked.bad("no_moment", line, field=name, value=str(said))
        # A lesson that is planned may lie ahead; what happened cannot.
        elif name != "starts_at" and moment > latest:
            looked.bad("future", line, field=name, value=str(said))
        elif moment.year < EARLIEST_YEAR:
            looked.bad("too_old", line, field=name, value=str(said))


def _moment_of(said: Any) -> datetime | None:
    if not isinstance(said, str) or not _moment.fullmatch(said):
        return None
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        return None


def _values(row: dict[str, Any], line: int, looked: Looked) -> None:
    for name, value in row.items():
        match value:
            case bool() | None:
                continue
            case int() | float() if value < 0:
                looked.bad("negative", line, field=str(name), value=str(value))
            case str():
                _words(str(name), value, line, looked)
            case list() | dict():
                looked.bad("nested", line, field=str(name))


def _words(name: str, value: str, line: int, looked: Looked) -> None:
    if name in NAMES and not _pseudonym.fullmatch(value) and "@" not in value:
        looked.bad("no_pseudonym", line, field=name)
    if _tells.fullmatch(value):
        # What it was is not repeated: it would be kept with the reasons.
        what = next(what for what, pattern in _telling if pattern.fullmatch(value))
        looked.bad("tells_who", line, field=name, what=what)


def _aggregate(row: dict[str, Any], line: int, looked: Looked, now: datetime) -> None:
    for name in AGGREGATE:
        if name not in row:
            looked.bad("missing_field", line, field=name)
            return
    value, day = row["value"], row["day"]
    if isinstance(value, bool) or not isinstance(value, int):
        looked.bad("no_number", line, field="value", value=str(value))
    elif value < 0:
        looked.bad("negative", line, field="value", value=str(value))
    try:
        when = date.fromisoformat(day) if isinstance(day, str) else None
    except ValueError:
        when = None
    if when is None:
        looked.bad("no_day", line, field="day", value=str(day))
    elif when > now.date() + timedelta(days=1):
        looked.bad("future", line, field="day", value=str(day))
    elif when.year < EARLIEST_YEAR:
        looked.bad("too_old", line, field="day", value=str(day))
    _values({name: each for name, each in row.items() if name != "value"}, line, looked)


def _refuse(what: str) -> None:
    raise ValueError(what)


# Made once: with a word of its own, ``json.loads`` makes a reader for every line.
_reader = json.JSONDecoder(parse_constant=_refuse)
