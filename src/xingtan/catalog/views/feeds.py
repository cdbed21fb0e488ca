"""What was found, for programs that people use: news readers (Atom), and the search field of a browser (OpenSearch)."""

import re
from dataclasses import replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xingtan.catalog import queries
from xingtan.catalog.models import Course
from xingtan.catalog.rules.wanted import ADDRESS, Wanted, wanted_in
from xingtan.kernel import cache
from xingtan.kernel.pages import Request, anyone, now, page, show

ENTRIES = 50
ATOM = "application/atom+xml; charset=utf-8"
OPENSEARCH = "application/opensearchdescription+xml; charset=utf-8"
SUGGESTIONS = "application/x-suggestions+json"
# What no XML may hold.
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Feed(Atom1Feed):
    """A feed whose list may go on elsewhere (RFC 5005)."""

    def add_root_elements(self, handler) -> None:  # type: ignore[no-untyped-def]  # Django gives its own writer no type
        """Write the head, and where the list goes on."""
        super().add_root_elements(handler)
        if self.feed["next"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["next"]})


@cache.page(fresh=300, query=ADDRESS)
@page(anyone, methods=("GET",))
def feed(request: Request) -> HttpResponse:
    """Give what was found as a feed, the newest first: the same address as the page, and ``feed/``."""
    wanted = wanted_in(dict(request.GET.lists()))
    wanted = replace(wanted, sort=wanted.sort or "newest")
    found = queries.ask(wanted, limit=ENTRIES)
    courses = queries.courses_by_uid(found.ids)
    made = _Feed(
        title=_plain(_title(wanted)),
        link=_address("catalog:explore", wanted.at()),
        description=None,
        language=get_language(),
        feed_url=_address("catalog:feed", wanted),
        feed_guid=_address("catalog:feed", wanted.at()),
        next=_address("catalog:feed", wanted.at(found.next)) if found.next else "",
    )
    for course in courses:
        _add(made, course)
    made.feed["updated"] = max((each.changed_at for each in courses), default=now())
    return HttpResponse(made.writeString("utf-8"), content_type=ATOM)


def _title(wanted: Wanted) -> str:
    said = [f"“{wanted.words}”"] if wanted.words else []
    said += [each.label for each in queries.chosen_of(wanted)]
    return f"{_('Courses')}: {', '.join(said)}" if said else _("Courses")


def _add(made: Atom1Feed, course: Course) -> None:
    made.add_item(
        title=_plain(str(course.title)),
        link=f"{settings.XINGTAN.address}{course.get_absolute_url()}",
        description=_plain(str(course.summary)),
        author_name=_plain(str(course.university.name)),
        unique_id=f"urn:uuid:{course.uid}",
        pubdate=course.published_at,
        updateddate=course.changed_at,
        categories=[course.subject.code] if course.subject else [],
    )


def _plain(text: str) -> str:
    return _ODD.sub("", text)


def _address(name: str, wanted: Wanted) -> str:
    query = wanted.query()
    return f"{settings.XINGTAN.address}{reverse(name)}{f'?{query}' if query else ''}"


@cache.page(fresh=300)
@page(anyone, methods=("GET",))
def opensearch(request: Request) -> HttpResponse:
    """Tell a browser how to search here from its own field."""
    response = show(request, "catalog/opensearch.xml", {"origin": settings.XINGTAN.address})
    response["Content-Type"] = OPENSEARCH
    return response


@cache.page(fresh=60, query=("q",))
@page(anyone, methods=("GET",))
def completions(request: Request) -> HttpResponse:
    """Offer what somebody may be about to type, in the form that browsers read."""
    typed = " ".join(request.GET.get("q", "").split())[:100]
    offered = queries.suggestions(typed) if typed else []
    here = f"{settings.XINGTAN.address}{reverse('catalog:explore')}"
    addresses = [f"{here}?{urlencode({'q': each})}" for each in offered]
    return JsonResponse([typed, offered, [], addresses], safe=False, content_type=SUGGESTIONS)
