"""Amounts: hours, durations, prices, credits, yes and no."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

MOST = Decimal("9999.9")
_NUMBER = re.compile(r"[-+]?\d[\d.,'\u00a0\u202f ]*")
_DURATION = re.compile(
    r"P(?:(\d+(?:[.,]\d+)?)Y)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?"
    r"(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?"
)
_YES = {"true", "yes", "y", "1", "ja", "oui", "sí", "si", "да", "是", "free", "kostenlos", "gratuit", "gratis", "免费"}
_NO = {"false", "no", "n", "0", "nein", "non", "нет", "否", "paid", "kostenpflichtig", "payant", "付费"}
# A text like "3 hours", in the languages that feeds are written in. What is none of these has no unit.
_HOUR = re.compile(r"\b(?:h|hrs?|hours?|std\.?|stunden?|heures?|horas?|ore)\b|小时|学时|час", re.IGNORECASE)
_MINUTE = re.compile(r"\b(?:min|mins|minutes?|minuten|minutos?)\b|分钟", re.IGNORECASE)
_RATE = re.compile(r"/|\b(?:per|pro|par|por|week|woche|weekly)\b|每周", re.IGNORECASE)


def amount(value: Any, *, most: Decimal = MOST) -> Decimal | None:
    """Read a number that is not negative: ``3``, ``"3,5"``, ``"1.234,50 €"``; None if it is none, or past belief."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float | Decimal):
        said = str(value) if not isinstance(value, int) or abs(value) < 10**15 else ""
    elif isinstance(value, str) and len(value) <= 80:
        found = _NUMBER.search(value)
        said = _plain(found[0]) if found else ""
    else:
        return None
    try:
        number = Decimal(said)
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number <= most else None


def _plain(said: str) -> str:
    said = re.sub(r"['\s\u00a0\u202f]", "", said).rstrip(".,")
    dot, comma = said.rfind("."), said.rfind(",")
    if dot >= 0 and comma >= 0:
        mark = max(dot, comma)
        return re.sub(r"[.,]", "", said[:mark]) + "." + said[mark + 1 :]
    # One mark and three digits after it: thousands. Anything else is a fraction.
    if comma >= 0:
        return (
            said.replace(",", "")
            if re.fullmatch(r"[-+]?\d{1,3}(?:,\d{3})+", said) and said[0] != "0"
            else said.replace(",", ".")
        )
    return said.replace(".", "") if said.count(".") > 1 else said


def hours(value: Any) -> Decimal | None:
    """Read how many hours a course takes in all: a number, an ISO 8601 duration, or words such as ``30 hours``."""
    if isinstance(value, str):
        if value.strip().upper().startswith("P"):
            return duration_hours(value)
        if _RATE.search(value):
            return None
        found = amount(value)
        if found is not None and _MINUTE.search(value) and not _HOUR.search(value):
            return _rounded(found / 60)
        return found if found is None or _HOUR.search(value) or _NUMBER.fullmatch(value.strip()) else None
    return amount(value)


def duration_hours(value: Any) -> Decimal | None:
    """Read a duration in hours, if it says hours or minutes: one of weeks says when a course ends, not what it asks."""
    parts = _parts(value)
    if parts is None or any(parts[:4]) or not any(parts[4:]):
        return None
    return _rounded(parts[4] + parts[5] / 60 + parts[6] / 3600)


def duration_weeks(value: Any) -> Decimal | None:
    """Read a duration in weeks, if it says days or longer."""
    parts = _parts(value)
    if parts is None or not any(parts[:4]):
        return None
    years, months, weeks, days = parts[:4]
    return years * 52 + months * Decimal(52) / 12 + weeks + days / 7


def _parts(value: Any) -> list[Decimal] | None:
    if not isinstance(value, str) or len(value) > 60:
        return None
    found = _DURATION.fullmatch(value.strip().upper())
    if found is None or not any(found.groups()):
        return None
    parts = [Decimal((each or "0").replace(",", ".")) for each in found.groups()]
    return parts if all(each <= MOST for each in parts[:5]) and sum(parts) < 1_000_000 else None


def _rounded(number: Decimal) -> Decimal | None:
    return number.quantize(Decimal("0.1")).normalize() + 0 if number <= MOST else None


def yes_or_no(value: Any) -> bool | None:
    """Read yes or no, in the words of several languages; None if it is neither."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return {0: False, 1: True}.get(int(value)) if value in (0, 1) else None
    said = value.strip().lower() if isinstance(value, str) else ""
    return True if said in _YES else False if said in _NO else None
