"""The one address of OAI-PMH 2.0: six verbs, asked by GET or POST."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from xingtan.catalog import public as catalog
from xingtan.federation.oai_pmh import queries
from xingtan.federation.oai_pmh.adapters import answers
from xingtan.federation.oai_pmh.adapters.tokens import Place, place_of
from xingtan.federation.oai_pmh.rules import Window, Wrong, asked_of, window
from xingtan.kernel import cache, throttle
from xingtan.kernel.errors import TooMany
from xingtan.kernel.pages import Request, anyone, now, page, show

XML = "text/xml; charset=utf-8"


# Exempt, because programs ask without a page of ours before; nothing is changed by asking.
@csrf_exempt
@page(anyone, methods=("GET", "POST"))
def oai(request: Request) -> HttpResponse:
    """Answer a harvester."""
    try:
        throttle.count("harvest", request)
    except TooMany as no:
        # The way in which OAI-PMH asks for patience.
        busy = HttpResponse("Busy. Ask again later.", status=503, content_type="text/plain; charset=utf-8")
        busy["Retry-After"] = str(no.retry_after)
        return busy
    answering = _Answering()
    said = request.POST if request.method == "POST" else request.GET
    asked: dict[str, str] = {}
    try:
        asked = asked_of((name, value) for name, values in said.lists() for value in values)
        body = answering.to(asked)
    except Wrong as wrong:
        body = answers.error(wrong)
        if wrong.code in {"badVerb", "badArgument"}:
            asked = {}
    written = answers.answer(body, base=answering.base, asked=asked, at=answering.at - queries.SETTLES)
    return HttpResponse(written.encode(), content_type=XML)


@cache.page(fresh=3600)
@page(anyone, methods=("GET",))
def schema(request: Request) -> HttpResponse:
    """Show how courses are written as LRMI."""
    response = show(request, "oai_pmh/lrmi.xsd")
    response["Content-Type"] = XML
    return response


class _Answering:
    """One answer in the making."""

    def __init__(self) -> None:
        self.origin: str = settings.XINGTAN.address
        self.host = urlsplit(self.origin).hostname or "localhost"
        self.base = f"{self.origin}{reverse('oai_pmh:oai')}"
        self.now = self.at = now()

    def to(self, asked: dict[str, str]) -> str:
        """Answer what was asked.

        :raises Wrong: in one of the protocol's ways
        """
        match asked["verb"]:
            case "Identify":
                email = settings.XINGTAN.contact or f"admin@{self.host}"
                earliest = queries.earliest() or self.now
                return answers.identify(name="Xingtan", base=self.base, email=email, earliest=earliest)
            case "ListMetadataFormats":
                if "identifier" in asked:
                    self._course(asked["identifier"])
                return answers.formats(f"{self.origin}{reverse('oai_pmh:schema')}")
            case "ListSets":
                if "resumptionToken" in asked:
                    raise Wrong("badResumptionToken", "The list of sets comes in one piece.")
                return answers.sets(queries.sets())
            case "GetRecord":
                self._check(asked["metadataPrefix"])
                record = self._records(self._course(asked["identifier"]), asked["metadataPrefix"])
                return f"<GetRecord>{record}</GetRecord>"
        return self._list(self._place(asked))

    def _place(self, asked: dict[str, str]) -> Place:
        if "resumptionToken" in asked:
            return place_of(asked["resumptionToken"], asked["verb"], now=self.now)
        self._check(asked["metadataPrefix"])
        wanted = window(asked.get("from"), asked.get("until"))
        return queries.begin(
            verb=asked["verb"],
            prefix=asked["metadataPrefix"],
            set_spec=asked.get("set", ""),
            window=wanted or Window(),
            now=self.now,
        )

    def _list(self, place: Place) -> str:
        # Who goes on later from the date of any answer of this list goes on from its beginning.
        self.at = place.begun_at
        courses, then = queries.page_from(place)
        if place.verb == "ListRecords":
            rows = self._records(courses, place.prefix)
        else:
            rows = "".join([answers.header(each, host=self.host) for each in queries.headings(courses)])
        if not rows:
            raise Wrong("noRecordsMatch", "There are no courses in this set that changed in this time.")
        return f"<{place.verb}>{rows}{answers.token(place, then, now=self.now)}</{place.verb}>"

    def _records(self, courses: Any, prefix: str) -> str:
        found = catalog.tell(courses, origin=self.origin)
        return "".join([answers.record(e, prefix=prefix, host=self.host, origin=self.origin) for e in found])

    def _course(self, identifier: str) -> Any:
        scheme, _, rest = identifier.partition(":")
        host, _, uid = rest.rpartition(":")
        found = queries.course_of(uid) if (scheme, host) == ("oai", self.host) else None
        if not found:
            raise Wrong("idDoesNotExist", "No course has or had this identifier.")
        return found

    @staticmethod
    def _check(prefix: str) -> None:
        if prefix not in answers.FORMATS:
            raise Wrong("cannotDisseminateFormat", "Courses come as oai_dc and lrmi.")
