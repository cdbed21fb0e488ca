"""What an address of the list asks for."""

from datetime import date

from xingtan.directory.queries import FACETS, Wanted
from xingtan.directory.rules.tables import FIRST_DAY
from xingtan.kernel.pages import Request

QUERY = ("q", *FACETS, "on")
LONGEST_VALUE = 40


class NotADay(ValueError):
    """The address names a day that no calendar has, or that is to come."""


def wanted_by(request: Request, *, today: date) -> Wanted:
    """Read what is wanted from the query.

    :raises NotADay: if ``on`` is not a day up to today
    """
    said = request.GET
    choices = {name: said.get(name, "").strip().lower()[:LONGEST_VALUE] for name in FACETS}
    return Wanted(words=said.get("q", "").strip()[:200], on=day_from(said.get("on", ""), today=today), **choices)


def day_from(text: str, *, today: date) -> date | None:
    """Read a day as the web writes it; today is no other day than now.

    :raises NotADay: if it is none, or is to come
    """
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise NotADay from None
    if not FIRST_DAY <= day <= today:
        raise NotADay
    return None if day == today else day
