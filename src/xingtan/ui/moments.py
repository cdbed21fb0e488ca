"""Moments in words: always with the zone they were set in. The island `xingtan-time` adds the reader's own."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xingtan.ui.cities import CITIES

Form = Literal["both", "date", "time"]


def words(at: datetime, zone: str = "UTC", form: Form = "both") -> str:
    """Say the moment in the active language, with its zone."""
    local = at.astimezone(_zone(zone))
    date = formats.date_format(local, "DATE_FORMAT")
    if form == "date":
        return date
    clock = formats.date_format(local, "H:i")
    said = clock if form == "time" else _("%(date)s, %(clock)s") % {"date": date, "clock": clock}
    offset = local.utcoffset() or timedelta()
    if zone == "UTC":
        return f"{said} UTC"
    city = zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")
    city = str(CITIES.get(city, city))
    return _("%(moment)s, %(city)s time (%(offset)s)") % {"moment": said, "city": city, "offset": _offset(offset)}


def element(at: datetime, zone: str = "UTC", form: Form = "both") -> SafeString:
    """Give the moment as a ``<time>`` element that the reader's own time is added to."""
    iso = at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    said = words(at, zone, form)
    if form == "date":
        return format_html('<time datetime="{}">{}</time>', iso, said)
    minutes = int((at.astimezone(_zone(zone)).utcoffset() or timedelta()).total_seconds() // 60)
    return format_html(
        '<xingtan-time offset="{}" form="{}" words="{}"><time datetime="{}">{}</time></xingtan-time>',
        minutes,
        form,
        # The island puts its own time where the star is.
        _("%(time)s your time") % {"time": "*"},
        iso,
        said,
    )


def _offset(offset: timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}:{rest:02}" if rest else f"UTC{sign}{hours}"


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        # A zone that was abolished must not take the page with it; the offset says what is shown.
        return ZoneInfo("UTC")
