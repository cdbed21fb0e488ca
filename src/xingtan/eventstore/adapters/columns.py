"""From JSON lines to columns: every event as a fact, and those that are counted in a family of their own, too."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from xingtan.eventstore import registry
from xingtan.eventstore.registry import SessionFacts
from xingtan.eventstore.rules import FAMILIES, LONGEST_LINE, OWN, Wrong, key, when_wrong

Row = dict[str, Any]
VERSION = 1


@dataclass(slots=True)
class Sorted:
    """Rows by family and day, and lines that were set aside: (line, why)."""

    rows: dict[tuple[str, date], list[Row]] = field(default_factory=lambda: defaultdict(list))
    aside: list[tuple[int, bytes, Wrong]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fact:
    """A line that is an event."""

    id: UUID
    at: datetime
    name: str
    actor: str
    body: Row

    def number(self) -> int:
        """Give the number of the event."""
        return key("event", self.id)


class _NotTrue(Exception):
    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong.says)
        self.wrong = wrong


def facts(lines: Iterable[bytes], now: datetime) -> Sorted:
    """Sort lines of this site's events."""
    found = Sorted()
    counted: list[Fact] = []
    for number, line in enumerate(lines):
        if not line:
            continue
        try:
            fact, row = _fact(line, now)
        except _NotTrue as no:
            found.aside.append((number, line, no.wrong))
            continue
        found.rows["facts", fact.at.date()].append(row)
        if fact.name in _FAMILY:
            counted.append(fact)
    _count(counted, found)
    return found


def traces(lane: str, lines: Iterable[bytes], now: datetime) -> Sorted:
    """Sort lines of a lane of traces."""
    found = Sorted()
    for number, line in enumerate(lines):
        if not line:
            continue
        try:
            said = _read(line)
            at = _moment(said.get("at"), now)
        except _NotTrue as no:
            found.aside.append((number, line, no.wrong))
            continue
        found.rows["traces", at.date()].append({"lane": lane, "at": at, "body": line.decode()})
    return found


def batch(source: int, lines: Iterable[bytes], now: datetime) -> Sorted:
    """Sort lines of a partner's batch: a family and its columns each."""
    found = Sorted()
    for number, line in enumerate(lines):
        if not line:
            continue
        try:
            family, row = _partners(source, line, now)
        except _NotTrue as no:
            found.aside.append((number, line, no.wrong))
            continue
        day = row.get("joined_at") or row.get("starts_at") or row["at"]
        found.rows[family, day.date()].append(row)
    return found


def table(family: str, rows: list[Row]) -> Any:
    """Make an Arrow table of rows."""
    import pyarrow as pa  # noqa: PLC0415 - loaded by those who ship only

    names = [name for name, _ in FAMILIES[family] if name in rows[0]]
    return pa.table({name: [row[name] for row in rows] for name in names})


def _read(line: bytes) -> Row:
    if len(line) > LONGEST_LINE:
        raise _NotTrue(Wrong("too_long", f"It is longer than {LONGEST_LINE} bytes."))
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        raise _NotTrue(Wrong("no_json", "It is not JSON, or only a part of it was written.")) from None
    if not isinstance(said, dict):
        raise _NotTrue(Wrong("no_json", "It is JSON, but not an object."))
    return said


def _moment(said: object, now: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(str(said))
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise _NotTrue(Wrong("no_moment", "It does not say when it happened.")) from None
    if wrong := when_wrong(at, now):
        raise _NotTrue(wrong)
    return at


def _fact(line: bytes, now: datetime) -> tuple[Fact, Row]:
    said = _read(line)
    try:
        uid, name, version, body = UUID(said["id"]), str(said["name"]), int(said["version"]), said["body"]
        actor, university = body.get("actor") or "", body.get("university") or ""
    except (KeyError, ValueError, TypeError, AttributeError):
        raise _NotTrue(Wrong("no_event", "An event has an id, a name, a version and a body.")) from None
    at = _moment(said.get("at"), now)
    if name in _FAMILY and version != VERSION:
        raise _NotTrue(Wrong("version", f"Version {version} of {name} is not known here."))
    fact = Fact(uid, at, name, str(actor), body)
    row: Row = {"source": OWN, "event": fact.number(), "id": str(uid), "at": at, "received": now, "name": name}
    row |= {"version": version, "actor": str(actor), "university": str(university)}
    row["body"] = json.dumps(body, separators=(",", ":"), ensure_ascii=False)
    return fact, row


def _count(counted: list[Fact], found: Sorted) -> None:
    sessions = registry.facts_of_sessions(
        {uid for each in counted if "session" in each.body and (uid := _uid(each.body["session"]))}
    )
    runs = registry.courses_of_runs({uid for each in counted if (uid := _uid(each.body.get("run")))})
    known = _Known(sessions, runs)
    for each in counted:
        family, make = _FAMILY[each.name]
        row: Row = {"source": OWN, "event": each.number(), "at": each.at}
        row |= make(each, known)
        day = row.get("joined_at") or row.get("starts_at") or each.at
        found.rows[family, day.date()].append(row)


@dataclass(frozen=True, slots=True)
class _Known:
    sessions: dict[UUID, SessionFacts]
    runs: dict[UUID, UUID]

    def session(self, fact: Fact) -> SessionFacts:
        uid = _uid(fact.body.get("session"))
        return self.sessions.get(uid, _UNKNOWN) if uid else _UNKNOWN

    def course(self, fact: Fact) -> int:
        course = self.session(fact).course
        run = _uid(fact.body.get("run"))
        course = course or (self.runs.get(run) if run else None)
        return key("course", course) if course else 0


_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_UNKNOWN = SessionFacts(_LONG_AGO)


def _uid(said: object) -> UUID | None:
    try:
        return UUID(str(said))
    except ValueError:
        return None


def _held(fact: Fact, known: _Known) -> Row:
    body = fact.body
    told = known.session(fact)
    starts = told.starts_at if told is not _UNKNOWN else _said_moment(body.get("starts_at"), fact.at)
    return {
        "session": key("session", body.get("session", "")),
        "course": known.course(fact),
        "run": key("run", body.get("run", "")),
        "starts_at": starts.astimezone(UTC),
        "minutes": _number(body.get("minutes"), 32_767),
        "enrolled": told.enrolled,
        "is_cancelled": fact.name == "teaching.session_cancelled",
    }


def _attended(fact: Fact, known: _Known) -> Row:
    told = known.session(fact)
    return {
        "session": key("session", fact.body.get("session", "")),
        "account": key("account", fact.body.get("person") or fact.actor),
        "is_attended": bool(fact.body.get("is_attended", True)),
        "joined_at": (fact.at if told is _UNKNOWN else told.starts_at).astimezone(UTC),
        "seconds": 0,
    }


def _enrolled(fact: Fact, known: _Known) -> Row:
    return {
        "run": key("run", fact.body.get("run", "")),
        "course": known.course(fact),
        "account": key("account", fact.actor),
        "enrollment": key("enrollment", fact.body.get("enrollment", "")),
        "is_enrolled": fact.name != "learning.withdrawn",
    }


def _completed(fact: Fact, known: _Known) -> Row:
    return {"course": key("course", fact.body.get("course", "")), "account": key("account", fact.actor)}


def _account(fact: Fact, known: _Known) -> Row:
    number = key("account", fact.body.get("person", ""))
    return {"account": number, "person": number, "university": 0}


_FAMILY: dict[str, tuple[str, Callable[[Fact, _Known], Row]]] = {
    "teaching.session_held": ("held", _held),
    "teaching.session_cancelled": ("held", _held),
    "attendance.attended": ("attended", _attended),
    "attendance.corrected": ("attended", _attended),
    "learning.enrolled": ("enrolled", _enrolled),
    "learning.returned": ("enrolled", _enrolled),
    "learning.withdrawn": ("enrolled", _enrolled),
    "learning.run_completed": ("completed", _completed),
    "people.joined": ("accounts", _account),
}


def _said_moment(said: object, otherwise: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(str(said))
    except ValueError:
        return otherwise
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _number(said: object, most: int) -> int:
    return min(max(said, 0), most) if isinstance(said, int) else 0


_RANGES = {"int16": 1 << 15, "int32": 1 << 31, "int64": 1 << 63, "int64?": 1 << 63}
_NEVER_NEGATIVE = {"seconds", "minutes", "enrolled"}


def _partners(source: int, line: bytes, now: datetime) -> tuple[str, Row]:
    said = _read(line)
    family = said.get("family")
    if not isinstance(family, str) or family not in FAMILIES or family in {"facts", "traces"}:
        raise _NotTrue(Wrong("no_family", "It names no family that a platform may send."))
    row: Row = {"source": source}
    for name, kind in FAMILIES[family][1:]:
        row[name] = _value(name, kind, said.get(name), now)
    return family, row


def _value(name: str, kind: str, said: object, now: datetime) -> object:
    if said is None and (kind.endswith("?") or name in {"starts_at", "joined_at"}):
        return _moment(said, now) if kind == "time" else None
    match kind:
        case "time":
            return _moment(said, now)
        case "date" | "date?":
            return _moment(said, now).date()
        case "bool" if isinstance(said, bool):
            return said
        case "text" if isinstance(said, str) and len(said) <= 200:
            return said
        case "list" if isinstance(said, list) and all(type(each) is int for each in said):
            return said
        case _ if kind in _RANGES and type(said) is int and -_RANGES[kind] <= said < _RANGES[kind]:
            if name in _NEVER_NEGATIVE and said < 0:
                raise _NotTrue(Wrong("negative", f"{name} cannot be negative."))
            return said
        case _:
            raise _NotTrue(Wrong("no_value", f"{name} is missing, or is not what it should be."))
