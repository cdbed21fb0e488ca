"""What measures mean, and how they are counted, as a reader may check it."""

import inspect
import textwrap
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from xingtan.census.public import MEASURES, Measure

# Written ahead by tools/lock_statements.py: what makes SQL of a measure is too heavy for the web.
_STATEMENTS = Path(__file__).parents[1] / "statements"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A measure in the reader's language, with the query in both the ways it is written."""

    key: str
    version: int
    address: str
    owner: str
    title: str
    says: str
    silent: str
    unit: str
    error: str
    sources: list[str]
    by: list[str]
    tables: list[str]
    period: str
    sql: str
    ibis: str


def meanings() -> list[Meaning]:
    """Give what every measure means, in the order they were defined."""
    return [meaning_of(each) for each in MEASURES.values()]


def meaning_of(measure: Measure) -> Meaning:
    """Give what one measure means."""
    dimensions = dimension_words()
    return Meaning(
        key=measure.key,
        version=measure.version,
        address=measure.address,
        owner=measure.owner,
        title=_(measure.title),
        says=_(measure.says),
        silent=_(measure.silent) if measure.silent else "",
        unit=_(measure.unit),
        error=_(measure.error) if measure.error else "",
        sources=list(measure.sources),
        by=[dimensions.get(each, each) for each in measure.by],
        tables=list(measure.needs),
        period=_("from one day to another") if measure.period == "span" else _("as of a day"),
        sql=_sql(measure.key),
        ibis=_ibis(measure.key),
    )


def dimension_words() -> dict[str, str]:
    """Name what measures are counted by."""
    return {
        "day": _("day"),
        "week": _("week"),
        "quarter": _("quarter"),
        "university": _("university"),
        "discipline": _("discipline"),
        "platform": _("platform"),
        "country": _("country"),
        "language": _("language"),
        "kind": _("kind of course"),
    }


@lru_cache(maxsize=64)
def _sql(key: str) -> str:
    file = _STATEMENTS / f"{key}.sql"
    return file.read_text().strip() if file.exists() else ""


@lru_cache(maxsize=64)
def _ibis(key: str) -> str:
    lines = textwrap.dedent(inspect.getsource(MEASURES[key].count)).splitlines()
    start = next((place for place, line in enumerate(lines) if line.startswith("def ")), 0)
    return "\n".join(lines[start:])
