"""A repository gathered by OAI-PMH: whole at intervals, and between them only what changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from hashlib import blake2b
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xingtan.catalog.registry import Facts
from xingtan.federation.oai_pmh.adapters.nodes import children, text_of
from xingtan.federation.oai_pmh.adapters.passes import Pass
from xingtan.federation.oai_pmh.adapters.reading import Answer, Record, answer_of, records_of
from xingtan.harvest.registry import PAGE, Bad, Option, Page, Terms, Unchanged, Way
from xingtan.kernel.archives.xml import LARGEST
from xingtan.kernel.errors import OutsideFailed

# In the order in which they are good for courses.
PREFIXES = ("lrmi", "oai_dc")
MOST_RECORDS = 5_000_000
MOST_EMPTY_PAGES = 20
MOST_RESTARTS = 3


class OaiPmh:
    """Repositories that speak OAI-PMH 2.0."""

    name: ClassVar[str] = "oai-pmh"
    label: ClassVar[Promise] = _("OAI-PMH 2.0")
    options: ClassVar[Sequence[Option]] = (
        Option(
            name="set",
            label=_("Set"),
            help=_("Only what is in this set, such as “own” of another Xingtan. Empty: everything."),
        ),
        Option(
            name="prefix",
            label=_("Format of the records"),
            help=_("The metadataPrefix. Empty: lrmi where there is one, otherwise oai_dc."),
        ),
    )

    def read(self, feed: Terms, way: Way, state: dict[str, Any], *, now: datetime) -> Iterator[Page]:
        """Read the repository, from where the state says.

        :raises OutsideFailed: if it cannot be read
        """
        asking = _Asking(feed, way)
        going = Pass.from_state(state)
        if going is None:
            going = self._begin(asking, state, now=now)
        yield from _Reading(asking, going).pages()

    @staticmethod
    def _begin(asking: "_Asking", state: Mapping[str, Any], *, now: datetime) -> Pass:
        identity = asking.ask("Identify", {})
        prefix = asking.prefix or _best_of(asking.ask("ListMetadataFormats", {}), known=PREFIXES)
        return Pass.begin(
            state,
            prefix=prefix,
            in_seconds="T" in identity.text("granularity"),
            tells_deletions=identity.text("deletedRecord") == "persistent",
            at=identity.at or now,
            now=now,
        )


class _Asking:
    """Asks one repository. Its address may hold what the options say: ``…/oai?set=own``."""

    def __init__(self, feed: Terms, way: Way) -> None:
        parts = urlsplit(feed.url)
        asked = dict(parse_qsl(parts.query))
        self._way = way
        self.set = feed.options.get("set") or asked.pop("set", "")
        self.prefix = feed.options.get("prefix") or asked.pop("metadataPrefix", "")
        for name in ("verb", "set", "metadataPrefix", "from", "until", "resumptionToken"):
            asked.pop(name, None)
        self._parts, self._also = parts, asked

    def ask(self, verb: str, said_too: Mapping[str, str]) -> Answer:
        """Ask for an answer to a verb.

        :raises OutsideFailed: if there is none, or none that can be read
        """
        return answer_of(self.fetch(verb, said_too), verb)

    def fetch(self, verb: str, said_too: Mapping[str, str], *, turn: int = 0) -> bytes:
        """Ask, and give the answer as it came.

        :param turn: another one writes the same question in another order, so that it is not taken for a circle
        :raises OutsideFailed: if there is none
        """
        asked = [*self._also.items(), ("verb", verb), *said_too.items()]
        start = turn % len(asked)
        query = urlencode(asked[start:] + asked[:start])
        url = urlunsplit(self._parts._replace(query=query, fragment=""))
        reply = self._way.get(url, accept="text/xml, application/xml;q=0.9", most_bytes=LARGEST, is_conditional=False)
        if isinstance(reply, Unchanged):
            raise OutsideFailed("the repository says that nothing changed, which was not asked")
        return reply.read()


def _best_of(answer: Answer, *, known: Sequence[str]) -> str:
    formats = children(answer.body).get("metadataFormat", ()) if answer.body is not None else ()
    offered = {text_of(each) for node in formats for each in children(node).get("metadataPrefix", ())}
    return next((prefix for prefix in known if prefix in offered), known[-1])


class _Reading:
    """One pass over a list, or the rest of one."""

    def __init__(self, asking: _Asking, going: Pass) -> None:
        self._asking, self._pass = asking, going
        self._seen: set[bytes] = set()
        self._empty = 0
        # While one page is taken in here, the repository makes the next: each machine works, and none is asked twice.
        self._ahead = ThreadPoolExecutor(max_workers=1, thread_name_prefix="oai-pmh")
        self._coming: Future[bytes] | None = None

    def pages(self) -> Iterator[Page]:
        """Give the pages up to the end of the list.

        :raises OutsideFailed: if it cannot be read, or does not end
        """
        try:
            yield from self._pages()
        finally:
            self._ahead.shutdown(wait=False, cancel_futures=True)

    def _pages(self) -> Iterator[Page]:
        while True:
            coming, self._coming = self._coming or self._ask(), None
            answer = answer_of(coming.result(), "ListRecords")
            if answer.error:
                if answer.error == "noRecordsMatch":
                    yield self._pass.last_page()
                    return
                self._recover(answer)
                continue
            records = list(records_of(answer))
            token = answer.text("resumptionToken")
            self._watch(records, token)
            yield from self._told(answer, records, token)
            if not token:
                return

    def _ask(self) -> "Future[bytes]":
        asked = self._pass.arguments(set_spec=self._asking.set)
        turn = 0 if self._pass.token else self._pass.restarts
        return self._ahead.submit(self._asking.fetch, "ListRecords", asked, turn=turn)

    def _recover(self, answer: Answer) -> None:
        """Go on after the repository did not like what was asked.

        :raises OutsideFailed: if there is no way on
        """
        words = f"{answer.error}: {answer.words}" if answer.words else answer.error
        if answer.error == "badResumptionToken" and self._pass.token and self._pass.restarts < MOST_RESTARTS:
            self._pass.restart()
            self._seen.clear()
        elif answer.error == "badArgument" and self._pass.since and self._pass.in_seconds and not self._pass.token:
            # Some say that they know seconds, and do not.
            self._pass.in_seconds = False
        else:
            raise OutsideFailed(words)

    def _watch(self, records: Sequence[Record], token: str) -> None:
        """Refuse a list that goes in circles, or on for ever.

        :raises OutsideFailed: if it does
        """
        names = "\n".join((token, *(each.identifier for each in records)))
        mark = blake2b(names.encode("utf-8", "replace"), digest_size=12).digest()
        if mark in self._seen:
            raise OutsideFailed("the resumption tokens lead in a circle")
        self._seen.add(mark)
        self._empty = 0 if records else self._empty + 1
        self._pass.count += len(records)
        if self._pass.count > MOST_RECORDS or self._empty > MOST_EMPTY_PAGES:
            raise OutsideFailed("the list does not end")

    def _told(self, answer: Answer, records: list[Record], token: str) -> Iterator[Page]:
        parts = [records[start : start + PAGE] for start in range(0, len(records), PAGE)] or [[]]
        counted = {"total": answer.total()}
        bad = [Bad(self._pass.token or "ListRecords", _BROKEN, answer.mended)] if answer.mended else []
        if answer.mended:
            self._pass.is_whole = False
            if not token:
                # Where the list goes on stood in the part that was lost.
                for part in parts:
                    yield _page(part, bad=bad, state=self._pass.state(), **counted)
                raise OutsideFailed(answer.mended)
        for part in parts[:-1]:
            # Until the last part is kept, a kill means that the whole answer is asked for again.
            yield _page(part, bad=bad, state=self._pass.state(), **counted)
            bad = []
        self._pass.take(records, token)
        if token:
            self._coming = self._ask()
            yield _page(parts[-1], bad=bad, state=self._pass.state(), **counted)
        else:
            last = self._pass.last_page()
            ended = {"state": last.state, "is_last": True, "covers_all": last.covers_all}
            yield _page(parts[-1], bad=bad, **ended, **counted)


_BROKEN = "The answer is no XML from end to end; what could be read of it was taken in."


def _page(records: Iterable[Record], *, bad: Sequence[Bad], **more: Any) -> Page:
    """Sort records into what is there, what is gone, and what cannot be read; of one that comes twice, the last counts."""
    latest = {each.identifier or f"#{number}": each for number, each in enumerate(records)}
    found: list[Facts] = [each.facts for each in latest.values() if each.facts is not None]
    wrong = [each for each in latest.values() if each.wrong]
    return Page(
        found=found,
        # What is there and cannot be read is not gone.
        still=[each.identifier for each in wrong if each.identifier],
        gone=[each.identifier for each in latest.values() if each.is_deleted],
        bad=[*bad, *(Bad(each.identifier or f"record of {each.datestamp or 'no date'}", each.wrong) for each in wrong)],
        **more,
    )
