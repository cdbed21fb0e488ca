"""The feed."""

import json
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from xingtan.federation.moochub import queries, rules
from xingtan.federation.moochub.queries import Asked, Found
from xingtan.kernel import throttle
from xingtan.kernel.pages import Request, anyone, page

SITE = "Xingtan"
PLACES = ("after", "before", "last")
FRESH = "public, max-age=60"


class _Unclear(Exception):
    """A parameter holds what it cannot.

    :param args: the parameter
    """


@page(anyone, methods=("GET",))
def courses(request: Request) -> HttpResponse:
    """Give a page of the catalogue as MOOChub has it."""
    throttle.count("harvest", request)
    version = rules.choose(request.headers.get("Accept", ""))
    if version is None:
        return _refusal(406, "Only version 3 of MOOChub is given here: application/vnd.api+json; moochub-version=3")
    try:
        asked = _asked(request.GET)
    except _Unclear as no:
        return _refusal(400, "This is no place in the feed. Follow the links that it gives.", parameter=str(no))
    origin = settings.XINGTAN.address.rstrip("/")
    found = queries.page_of(asked, origin=origin)
    document = {
        "links": _links(asked, found, f"{origin}{request.path}"),
        "data": queries.written(found.courses, origin=origin, site=SITE),
        "jsonapi": {"version": "1.1"},
    }
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(body, content_type=version.media_type)
    if version.ends_at:
        response["Sunset"] = http_date(version.ends_at.timestamp())
    return _for_all(request, response, found)


def _for_all(request: HttpRequest, response: HttpResponse, found: Found) -> HttpResponse:
    """Let anyone keep the answer, and ask whether it has changed.

    The tag alone decides: a course can leave a page without any course on it having changed.
    """
    response["Cache-Control"] = FRESH
    response["Vary"] = "Accept"
    if found.courses:
        response["Last-Modified"] = http_date(max(course.changed_at for course in found.courses).timestamp())
    response["ETag"] = tag = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
    return get_conditional_response(request, etag=tag, response=response) or response


def _asked(query: Any) -> Asked:
    size, platforms = query.get("page[size]", ""), query.get("platforms", "")
    if size and not (size.isascii() and size.isdigit() and len(size) < 6 and int(size) > 0):
        raise _Unclear("page[size]")
    if platforms not in ("", "own", "all"):
        raise _Unclear("platforms")
    asked = Asked(all_platforms=platforms == "all", size=min(int(size or queries.PAGE), queries.MOST))
    place = next((name for name in PLACES if query.get(f"page[{name}]")), None)
    if place is None:
        return asked
    if place == "last":
        return Asked(asked.all_platforms, asked.size, "last")
    try:
        return Asked(asked.all_platforms, asked.size, place, UUID(query[f"page[{place}]"]))  # type: ignore[arg-type]  # one of PLACES
    except ValueError:
        raise _Unclear(f"page[{place}]") from None


def _links(asked: Asked, found: Found, base: str) -> dict[str, str]:
    same: dict[str, Any] = {"platforms": "all"} if asked.all_platforms else {}
    if asked.size != queries.PAGE:
        same["page[size]"] = asked.size

    def at(**place: Any) -> str:
        query = urlencode({**same, **{f"page[{name}]": value for name, value in place.items()}})
        return f"{base}?{query}" if query else base

    here = {} if asked.place == "first" else {asked.place: asked.uid or "true"}
    links = {"self": at(**here), "first": at(), "last": at(last="true")}
    if found.has_more_after:
        links["next"] = at(after=found.courses[-1].uid) if found.courses else at()
    if found.has_more_before:
        links["prev"] = at(before=found.courses[0].uid) if found.courses else at(last="true")
    return links


def _refusal(status: int, detail: str, parameter: str = "") -> HttpResponse:
    error: dict[str, Any] = {"status": str(status), "detail": detail}
    if parameter:
        error["source"] = {"parameter": parameter}
    return HttpResponse(json.dumps({"errors": [error]}), status=status, content_type="application/vnd.api+json")
