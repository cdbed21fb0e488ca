"""The list for programs and readers of news: JSON, CSV, RSS and Atom, each with the same query as the page."""

import csv
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xingtan.directory import queries
from xingtan.directory.queries import Entry, Wanted
from xingtan.directory.views.asked import QUERY, NotADay, wanted_by
from xingtan.kernel import cache
from xingtan.kernel.pages import Request, anyone, now, page
from xingtan.kernel.tables import harmless

ENTRIES_A_FEED = 50
Given = Callable[[Request, Wanted, list[Entry]], HttpResponse]


def given(make: Given) -> Callable[..., HttpResponse]:
    """Make a page of the list for programs: any site may read it, and a wrong day is said to be one."""

    @cache.page(fresh=60, query=QUERY)
    @page(anyone, methods=("GET",))
    @wraps(make)
    def found(request: Request) -> HttpResponse:
        moment = now()
        try:
            wanted = wanted_by(request, today=moment.date())
        except NotADay:
            words = _("“on” must be a day up to today, such as 2020-03-13.")
            return JsonResponse({"detail": words}, status=422)
        keys = queries.find(wanted, now=moment).keys
        response = make(request, wanted, queries.entries_of(keys, moment=wanted.moment(moment), now=moment))
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return found


@given
def as_json(request: Request, wanted: Wanted, entries: list[Entry]) -> HttpResponse:
    """Give the list as JSON."""
    site = settings.XINGTAN.address
    body = {
        "note": str(queries.NOTE),
        "on": wanted.on,
        "query": {name: mark.partition(":")[2] for name, mark in wanted.marks.items()} | _said("q", wanted.words),
        "count": len(entries),
        "page": f"{site}{reverse('directory:solutions')}?{wanted.query()}",
        "solutions": [queries.as_json(each, site=site) for each in entries],
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


@given
def as_table(request: Request, wanted: Wanted, entries: list[Entry]) -> HttpResponse:
    """Give the list as a table, which can be brought back."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="solutions{f"-{wanted.on}" if wanted.on else ""}.csv"'
    # Without this mark Excel takes UTF-8 for something else.
    response.write("\ufeff")
    lines = csv.writer(response)
    for row in queries.as_rows(entries, site=settings.XINGTAN.address, note=str(queries.NOTE)):
        lines.writerow([harmless(cell) for cell in row])
    return response


@given
def as_rss(request: Request, wanted: Wanted, entries: list[Entry]) -> HttpResponse:
    """Give what was listed last as RSS."""
    return _feed(Rss201rev2Feed, request, wanted, entries)


@given
def as_atom(request: Request, wanted: Wanted, entries: list[Entry]) -> HttpResponse:
    """Give what was listed last as Atom."""
    return _feed(Atom1Feed, request, wanted, entries)


def _feed(
    kind: type[Rss201rev2Feed | Atom1Feed], request: Request, wanted: Wanted, entries: list[Entry]
) -> HttpResponse:
    site = settings.XINGTAN.address
    note = str(queries.NOTE)
    feed = kind(
        title=_("Solutions for learning at a distance"),
        link=f"{site}{reverse('directory:solutions')}?{wanted.query()}",
        description=note,
        subtitle=note,
        feed_copyright=note,
        language=get_language() or "en",
        feed_url=f"{site}{request.get_full_path()}",
    )
    for entry in _newest(entries):
        feed.add_item(
            title=entry.version.name,
            link=f"{site}{entry.url}",
            description=str(entry.version.summary),
            unique_id=f"urn:uuid:{entry.uid}",
            unique_id_is_permalink=False,
            pubdate=entry.listed_since,
            updateddate=max(entry.listed_since, entry.version.valid_from) if entry.listed_since else None,
            categories=[label for _code, label in entry.categories],
        )
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def _newest(entries: list[Entry]) -> Iterator[Entry]:
    dated = [(each.listed_since, number) for number, each in enumerate(entries) if each.listed_since]
    for _since, number in sorted(dated, reverse=True)[:ENTRIES_A_FEED]:
        yield entries[number]


def _said(name: str, value: Any) -> dict[str, Any]:
    return {name: value} if value else {}
