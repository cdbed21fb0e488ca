"""Our own calendars, written as RFC 5545 wants them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

TYPE = "text/calendar; charset=utf-8"
LONGEST_LINE = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A session as a calendar shows it.

    :param sequence: how often it was changed
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    changed_at: datetime
    summary: str
    place: str = ""
    link: str = ""
    url: str = ""
    is_cancelled: bool = False


def write(name: str, entries: Sequence[Entry]) -> bytes:
    """Write a calendar: the same entries give the same bytes, whenever it is asked for."""
    zones = sorted({each.zone for each in entries if each.zone != "UTC"})
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Xingtan//Timetables//EN", "CALSCALE:GREGORIAN"),
        *("METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}", f"NAME:{_text(name)}"),
        *("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"),
    ]
    first = min((each.starts_at.year for each in entries), default=2020)
    last = max((each.ends_at.year for each in entries), default=2020)
    body = [_zone(zone, first, last) for zone in zones]
    for each in entries:
        lines_of = list(_event(each))
        body.append("".join(f"{_folded(line)}\r\n" for line in lines_of))
    head = "".join(f"{_folded(line)}\r\n" for line in lines)
    return f"{head}{''.join(body)}END:VCALENDAR\r\n".encode()


def _event(each: Entry) -> Iterable[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{each.uid}"
    yield f"DTSTAMP:{each.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"LAST-MODIFIED:{each.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{each.sequence}"
    for name, moment in (("DTSTART", each.starts_at), ("DTEND", each.ends_at)):
        local = moment.astimezone(ZoneInfo(each.zone))
        # Of an hour that comes twice, the second has no name but that of the instant.
        if each.zone == "UTC" or local.fold:
            yield f"{name}:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        else:
            yield f"{name};TZID={each.zone}:{local:%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{_text(each.summary)}"
    if each.place:
        yield f"LOCATION:{_text(each.place)}"
    if each.link:
        yield f"DESCRIPTION:{_text(each.link)}"
    if each.url:
        yield f"URL:{each.url}"
    yield "STATUS:CANCELLED" if each.is_cancelled else "STATUS:CONFIRMED"
    yield "END:VEVENT"


@lru_cache(maxsize=256)
def _zone(zone: str, first: int, last: int) -> str:
    """Describe a zone for programs that do not know its name; making this takes a while, and is kept."""
    import icalendar  # noqa: PLC0415 - a tenth of a second and some megabytes that most processes never need

    made = icalendar.Timezone.from_tzid(zone, first_date=date(first, 1, 1), last_date=date(last + 1, 12, 31))
    return str(made.to_ical().decode())


def _text(text: str) -> str:
    plain = "".join(each for each in text.replace("\r\n", "\n") if each == "\n" or each.isprintable())
    for sign, kept in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, kept)
    return plain


def _folded(line: str) -> str:
    """Break a line after 75 bytes, never inside a character."""
    if len(line.encode()) <= LONGEST_LINE:
        return line
    pieces: list[str] = []
    piece, size = "", 0
    for each in line:
        width = len(each.encode())
        if size + width > LONGEST_LINE - (1 if pieces else 0):
            pieces.append(piece)
            piece, size = "", 0
        piece, size = piece + each, size + width
    return "\r\n ".join([*pieces, piece])
