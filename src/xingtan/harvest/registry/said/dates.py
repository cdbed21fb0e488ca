"""Dates as people and programs write them. None of the year 0; none that could be two different days."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

EARLIEST, LATEST = 1900, 2199
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero ene gennaio janeiro",
            "february feb februar février fevrier février febrero febbraio fevereiro",
            "march mar märz maerz mrz mars marzo março marco",
            "april apr avril avr abril abr aprile",
            "may mai mayo maggio maio",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet juil julio luglio julho",
            "august aug août aout agosto ago",
            "september sep sept septembre septiembre settembre setembro",
            "october oct oktober okt octobre octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre decembre diciembre dic dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(
    r"(\d{4})-?(\d\d)(?:-?(\d\d))?(?:[T ]\s*(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[/.年-]\s*(\d{1,2})\s*[/.月-]\s*(\d{1,2})\s*日?(?:[T ].*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?:[,T ].*)?")
_DAY_MONTH = re.compile(
    r"(?:[^\W\d]+,?\s+)?(\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?([^\W\d]+)\.?,?\s+(?:de\s+)?(\d{4})(?:[,T ].*)?"
)
_MONTH_DAY = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:[,T ].*)?")


def moment(value: Any, *, order: str = "") -> datetime | None:
    """Read a moment; one that names no zone is taken as UTC.

    :param order: ``dmy`` or ``mdy``, where numbers could be read both ways
    """
    if isinstance(value, list):
        return next((found for each in value[:20] if (found := moment(each, order=order))), None)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _since_1970(float(value))
    if not isinstance(value, str) or not 4 <= len(said := value.strip()) <= 80:
        return None
    if said.isdigit() and len(said) in (10, 13):
        return _since_1970(float(said))
    if iso := _ISO.fullmatch(said):
        return _made(*iso.groups())
    if "," in said[:5] and (mailed := _mailed(said)):
        return mailed
    if parts := _day_parts(said, order):
        year, month, number = parts
        return _made(str(year), str(month), str(number))
    return None


def day(value: Any, *, order: str = "") -> date | None:
    """Read a date, as it stands where it was written: a moment keeps the day that its own zone shows."""
    found = moment(value, order=order)
    return found.date() if found else None


def _made(year: str, month: str, day: str | None, *clock: str | None) -> datetime | None:
    hour, minute, second, fraction, zone = (*clock, None, None, None, None, None)[:5]
    try:
        # A leap second is written as 60, and clocks here know none. 24:00 is the end of that day.
        h, extra = (0, timedelta(days=1)) if hour == "24" else (int(hour or 0), timedelta())
        micro = int((fraction or "").ljust(6, "0")[:6])
        clock_hand = (h, int(minute or 0), min(int(second or 0), 59), micro)
        found = datetime(int(year), int(month), int(day or 1), *clock_hand, tzinfo=_zone(zone))
        return found + extra if EARLIEST <= found.year <= LATEST else None
    except (ValueError, OverflowError):
        return None


def _zone(said: str | None) -> timezone:
    if not said or said.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = said[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if said[0] == "-" else offset)


def _since_1970(seconds: float) -> datetime | None:
    # Milliseconds, as JavaScript counts, are beyond any date in seconds. Small numbers are years or nothing.
    seconds = seconds / 1000 if seconds > 1e11 else seconds
    if not 1e8 < seconds < 7.25e9:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def _mailed(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)) if EARLIEST <= found.year <= LATEST else None


def _day_parts(said: str, order: str) -> tuple[int, int, int] | None:
    if found := _YEAR_FIRST.fullmatch(said):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _YEAR_LAST.fullmatch(said):
        return _in_order(int(found[1]), int(found[3]), int(found[4]), found[2], order)
    if found := _DAY_MONTH.fullmatch(said):
        number, name, year = int(found[1]), found[2], int(found[3])
    elif found := _MONTH_DAY.fullmatch(said):
        number, name, year = int(found[2]), found[1], int(found[3])
    else:
        return None
    month = _MONTHS.get(name.lower())
    return (year, month, number) if month else None


def _in_order(first: int, second: int, year: int, mark: str, order: str) -> tuple[int, int, int] | None:
    """Tell the day from the month: as agreed, by what cannot be a month, or by the dot, which is only used one way."""
    if order == "mdy" or (not order and second > 12 >= first):
        return year, first, second
    if order == "dmy" or mark == "." or first > 12 or first == second:
        return year, second, first
    return None
