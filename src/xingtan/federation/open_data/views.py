"""Pages: the files of the catalogue, what search engines read, and what they are asked to leave alone."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.urls import reverse

from xingtan.federation.open_data import access, queries
from xingtan.federation.open_data.adapters import sitemaps
from xingtan.federation.open_data.config import open_data
from xingtan.federation.open_data.models import DataFile
from xingtan.jobs import public as jobs
from xingtan.kernel import cache, files
from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, anyone, go, page, refuse, show

HOUR = 60 * 60
# Each combination of choices is an address, and there are more of these than a crawler can want. Feeds stay open.
CLOSED = ("/accounts/", "/admin/", "/explore/by/", "/explore/?", "/jobs/", "/people/", "/searches/", "/support/")


@page(anyone, methods=("GET",))
def data(request: Request) -> HttpResponse:
    """Show the files of the whole catalogue, and the other ways to it."""
    context = {
        "files": queries.tables(),
        "licence": open_data.licence,
        "newest": [queries.name_of(kind, "") for kind in queries.TABLES],
        "can_make": getattr(request.user, "is_operator", False),
        "origin": settings.XINGTAN.address,
    }
    return show(request, "open_data/data.html", context)


@page(access.operators, limit="export", methods=("POST",))
def making(request: Request) -> HttpResponse:
    """Make the files now."""
    job = jobs.start(kind="open_data", owner=request.user, params={})
    return go(request, job.get_absolute_url())


@page(anyone, methods=("GET",))
def file(request: Request, name: str) -> HttpResponse:
    """Lead to a file, which lies where files lie."""
    found = queries.file_named(name)
    if found is None or found.kind == DataFile.Kind.SITEMAP:
        return refuse(request, NotThere())
    media_type = "application/gzip" if found.kind == DataFile.Kind.CSV else "application/vnd.apache.parquet"
    return HttpResponseRedirect(files.address(found.digest, found.name, inline=False, media_type=media_type))


@cache.page(fresh=300)
@page(anyone, methods=("GET",))
def sitemap(request: Request) -> HttpResponse:
    """List the files of addresses."""
    origin = settings.XINGTAN.address
    entries = [(f"{origin}{reverse('open_data:addresses', args=(e.name,))}", e.made_at) for e in queries.sitemaps()]
    return HttpResponse(sitemaps.index(entries), content_type="text/xml; charset=utf-8")


@page(anyone, methods=("GET",))
def addresses(request: Request, name: str) -> Any:
    """Give a file of addresses as it was made: asking for it costs nothing but its bytes."""
    found = queries.file_named(name)
    if found is None or found.kind != DataFile.Kind.SITEMAP:
        return refuse(request, NotThere())
    tag = f'"{found.digest[:32]}"'
    response: Any = HttpResponseNotModified()
    if request.headers.get("If-None-Match") != tag:
        response = FileResponse(files.open(found.digest), content_type="application/gzip")
        response["Content-Length"] = str(found.size_bytes)
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={HOUR}"
    return response


@cache.page(fresh=HOUR)
@page(anyone, methods=("GET",))
def robots(request: Request) -> HttpResponse:
    """Ask crawlers to leave alone what is nothing to find, and show them the way to what is."""
    lines = ["User-agent: *", *(f"Disallow: {each}" for each in CLOSED), ""]
    lines.append(f"Sitemap: {settings.XINGTAN.address}{reverse('open_data:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
