"""Page: what the catalogue counts, what each count means, and when it was made."""

from datetime import datetime
from typing import NamedTuple

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.catalog import queries
from xingtan.catalog.registry import counters
from xingtan.kernel import cache
from xingtan.kernel.pages import Request, anyone, now, page, show

MINUTE = 60


class Count(NamedTuple):
    """One number, with its name and what it means."""

    name: str
    label: str
    number: int
    definition: str


@cache.page(fresh=MINUTE)
@page(anyone, methods=("GET",))
def counts(request: Request) -> HttpResponse:
    """Show the public counts, each with its definition and the moment it was made; a minute old at most."""
    made: tuple[datetime, list[Count]] = cache.part("catalog.public_counts", make=_made, ttl=MINUTE)
    return show(request, "catalog/counts.html", {"counted_at": made[0], "counts": made[1]})


def _made() -> tuple[datetime, list[Count]]:
    found = queries.counts()
    own = [
        Count(
            "courses",
            _("courses"),
            found["courses"],
            _(
                "Courses that anyone can find here now, ours and our partners’. A course on two platforms counts once, when we know that it is one."
            ),
        ),
        Count(
            "languages",
            _("languages"),
            found["languages"],
            _("Languages in which at least one of these courses is held. Varieties of a language count as one."),
        ),
        Count(
            "universities",
            _("universities"),
            found["universities"],
            _("Universities and other institutions that make at least one of these courses, alone or with others."),
        ),
        Count(
            "countries",
            _("countries and territories"),
            found["countries"],
            _("Where these universities are, as far as we know, by ISO 3166-1."),
        ),
        Count(
            "platforms",
            _("platforms"),
            found["platforms"],
            _("Places where at least one of these courses can be taken, this one included."),
        ),
    ]
    others = [Count(each.name, str(each.label), each.count(), str(each.definition)) for each in counters.values()]
    return now(), [*own, *others]
