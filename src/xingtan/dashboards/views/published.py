"""Pages: what was published, each revision with its hash and how to cite it, and what differs between two."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from xingtan.census.public import Publication, Revision
from xingtan.census.public import publications as queries
from xingtan.dashboards import access
from xingtan.dashboards.queries.pages import published, words
from xingtan.kernel import cache
from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, anyone, go, now, page, refuse, show
from xingtan.universities import public as universities

FRESH = 60
ROWS_A_PAGE = 100
PIECE = 1 << 18


@cache.page(fresh=FRESH)
@page(anyone, methods=("GET",))
def publications(request: Request) -> HttpResponse:
    """List what was published, and what is to come."""
    moment = now()
    context = {
        "listed": [
            {
                "title": each.publication.title,
                "url": each.revision.get_absolute_url(),
                "stretch": published.stretch_of(each.publication),
                "number": each.revision.number,
                "at": each.revision.frozen_at,
                "is_withdrawn": each.is_withdrawn,
            }
            for each in queries.publications(now=moment)
        ],
        "announced": queries.announced(now=moment),
        "publishes": universities.coordinates(request.user),
        "crumbs": _crumbs(),
    }
    return show(request, "dashboards/census/publications.html", context)


@cache.page(fresh=FRESH, query=("page",))
@page(access.publication_to_read, methods=("GET",))
def publication(request: Request, found: Publication) -> HttpResponse:
    """Show the newest revision of a table that was not withdrawn."""
    revision = queries.revision_of(found)
    if revision is None:
        return refuse(request, NotThere())
    return _show(request, revision)


@cache.page(fresh=FRESH, query=("page",))
@page(access.revision_to_read, methods=("GET",))
def revision(request: Request, found: Revision) -> HttpResponse:
    """Show one revision, whatever came after it."""
    return _show(request, found)


@cache.page(fresh=FRESH)
@page(access.revision_to_take, methods=("GET",))
def taken(request: Request, found: Revision, form: str) -> HttpResponse:
    """Give a revision in a form that programs read; the bytes of CSV are those that were frozen.

    What is large is made into other forms by a job: its page offers that.
    """
    if form not in queries.FORMS:
        return refuse(request, NotThere())
    is_large = published.is_large(len(found.data))
    if is_large and form != "csv":
        return go(request, found.get_absolute_url())
    data = queries.taken(found, form, root=_root(request))
    # What is sent in pieces is neither compressed nor kept on its way: for many megabytes that takes seconds.
    response: Any = StreamingHttpResponse(_pieces(data)) if is_large else HttpResponse(data)
    response["Content-Type"], response["Content-Length"] = queries.FORMS[form], str(len(data))
    name = f"{found.publication.slug}-{found.number}.{published.NAMES[form]}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Access-Control-Allow-Origin"] = "*"
    answer: HttpResponse = response
    return answer


@cache.page(fresh=FRESH, query=("page",))
@page(access.revisions_to_compare, methods=("GET",))
def differences(request: Request, old: Revision, new: Revision) -> HttpResponse:
    """Show which cells differ between two revisions of a table."""
    changes = published.changes_between(old, new)
    shown = Paginator(changes.listed, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "old": old,
        "new": new,
        "count": changes.count,
        "are_too_many": changes.are_too_many,
        "tables": [(each.number, f"{each.get_absolute_url()}table.csv") for each in (old, new)],
        "page": shown,
        "crumbs": [*_crumbs(), (str(new.publication.title), new.publication.get_absolute_url())],
    }
    return show(request, "dashboards/census/differences.html", context)


def _show(request: Request, found: Revision) -> HttpResponse:
    table = queries.kept_of(found)
    shown = Paginator(table, ROWS_A_PAGE).get_page(request.GET.get("page"))
    base = found.get_absolute_url()
    is_large = published.is_large(len(found.data))
    others = [
        {
            "number": each.number,
            "url": f"{found.publication.get_absolute_url()}{each.number}/",
            "at": each.frozen_at,
            "why": each.get_why_display(),
            "sha256": each.sha256,
            "is_withdrawn": hasattr(each, "withdrawal"),
            "differences": f"{base}against/{each.number}/" if each.number != found.number else "",
        }
        for each in queries.revisions_of(found.publication)
    ]
    silent, named = published.silent_of(found)
    context = {
        "revision": found,
        "publication": found.publication,
        "stretch": published.stretch_of(found.publication),
        "withdrawal": getattr(found, "withdrawal", None),
        "heads": published.heads_of(table),
        "page": shown,
        "lines": published.lines_of(found, table, shown.object_list),
        "chart": published.chart_of(found, table) if shown.number == 1 else None,
        "withheld": published.withheld_words(table),
        "citation": published.citation(found, root=_root(request)),
        "forms": [(label, f"{base}table.{form}") for label, form in _FORM_WORDS if form == "csv" or not is_large],
        "made": [(label, form) for label, form in _FORM_WORDS if form != "csv" and is_large],
        "files": f"{base}files/",
        "shares": published.shares_of(found),
        "universities": words.number(found.universities) if found.universities else "",
        "unanswered": words.number(silent) if silent else "",
        "named": named,
        "others": others,
        "crumbs": _crumbs(),
    }
    return show(request, "dashboards/census/revision.html", context)


_FORM_WORDS = (("CSV", "csv"), ("SDMX-CSV", "sdmx"), ("JSON", "json"), ("Parquet", "parquet"))


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[at : at + PIECE] for at in range(0, len(data), PIECE))


def _root(request: Request) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _crumbs() -> list[tuple[str, str]]:
    return [(_("The census"), "/census/"), (_("What was published"), "/census/publications/")]
