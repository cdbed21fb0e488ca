"""Following a MOOChub feed from page to page, and going on where a kill left it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xingtan.catalog.registry import Facts
from xingtan.federation.moochub import rules
from xingtan.harvest.registry import PAGE, Bad, Option, Page, Reply, Terms, Unchanged, Way, said
from xingtan.kernel.errors import OutsideFailed

ACCEPT = {
    "": "application/vnd.api+json; moochub-version=3, application/vnd.api+json; moochub-version=2; q=0.8, application/json; q=0.5",
    "3": "application/vnd.api+json; moochub-version=3",
    "2": "application/vnd.api+json; moochub-version=2",
    "json": "application/json",
}
# Read as JSON a page takes some twenty times as much.
MOST_BYTES = 32 * 1024 * 1024
MOST_PAGES = 100_000
# So many ids are remembered by the page they stand on: if such a page did not change, they are all still there.
MOST_REMEMBERED = 5_000
# A feed that goes on without a course we have not had leads in a circle.
MOST_IN_VAIN = 3


class MoocHub:
    """A MOOChub feed, in version 3 or 2."""

    name: ClassVar[str] = "moochub"
    label: ClassVar[Promise] = _("MOOChub (version 3 or 2)")
    options: ClassVar[tuple[Option, ...]] = (
        Option(
            name="version",
            label=_("Version to ask for"),
            help=_("Some platforms understand only one way of being asked."),
            kind="choice",
            choices=(
                ("", _("The newest they have")),
                ("3", _("Version 3")),
                ("2", _("Version 2")),
                ("json", _("Any JSON")),
            ),
        ),
    )

    def read(self, feed: Terms, way: Way, state: dict[str, Any], *, now: datetime) -> Iterator[Page]:
        """Read the feed, from its beginning or from where the last page kept leads to."""
        walk = _Walk.begin(feed.url, state)
        accept = ACCEPT.get(feed.options.get("version", ""), ACCEPT[""])
        while True:
            is_known = walk.url in walk.before
            try:
                reply = way.get(walk.url, accept=accept, most_bytes=MOST_BYTES, is_conditional=is_known)
                document = None if isinstance(reply, Unchanged) else _document(reply)
            except OutsideFailed:
                # The place we kept may be one that the platform has forgotten: then all is read anew.
                if not walk.is_resumed:
                    raise
                walk = _Walk(feed.url)
                continue
            walk.is_resumed = False
            if document is None:
                yield walk.skip_page()
            else:
                yield from walk.take_page(document, reply)
            if walk.is_over:
                return


@dataclass
class _Walk:
    """One pass over a feed.

    :param before: of the pass before: by address of a page, what came next and the ids on it
    """

    url: str
    before: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    pages: dict[str, list[Any]] = field(default_factory=dict)
    is_resumed: bool = False
    is_over: bool = False
    is_circle: bool = False
    seen: set[str] = field(default_factory=set)
    visited: set[str] = field(default_factory=set)
    in_vain: int = 0

    @classmethod
    def begin(cls, url: str, state: Mapping[str, Any]) -> _Walk:
        """Go on where a kill left the pass; else begin, and know what the last one found."""
        if "next" in state:
            return cls(state["next"], state.get("before", {}), dict(state.get("pages", {})), is_resumed=True)
        return cls(url, state.get("pages", {}))

    def skip_page(self) -> Page:
        """Pass over a page that did not change."""
        following, ids = self.before[self.url]
        self.seen.update(ids)
        self._turn(following, ids)
        return self._page(still=ids)

    def take_page(self, document: Any, reply: Any) -> Iterator[Page]:
        """Read what stands on a page; a long one is given in parts, all but the last without a state of its own."""
        found: list[Facts] = []
        still: list[str] = []
        bad = _ending(reply)
        here: list[str] = []
        before, known = self._state(), len(self.seen)
        for number, record in enumerate(rules.records_of(document) or (), start=1):
            facts, problems = rules.read(record, place=f"{self.url} #{number}", base=reply.url)
            bad += problems
            if facts is None:
                # It is there, if not in order: what we know of it stays.
                still += _id_of(record)
            elif facts.remote_id in self.seen:
                bad.append(Bad(facts.remote_id[:100], "The same id came twice; the first is kept."))
            else:
                self.seen.add(facts.remote_id)
                here.append(facts.remote_id)
                found.append(facts)
            if len(found) >= PAGE or len(bad) >= PAGE:
                yield Page(found=found, still=still, bad=bad, state=before)
                found, still, bad = [], [], []
        self._turn(self._following(document, reply, bad, is_new=len(self.seen) > known), [*here, *still])
        yield self._page(found=found, still=still, bad=bad)

    def _following(self, document: Any, reply: Any, bad: list[Bad], *, is_new: bool) -> str:
        following = rules.next_page(document, at=reply.url)
        self.visited |= {self.url, reply.url}
        self.in_vain = 0 if is_new else self.in_vain + 1
        too_many = self.in_vain >= MOST_IN_VAIN or len(self.visited) > 2 * MOST_PAGES
        if following and (following in self.visited or too_many):
            bad.append(Bad(self.url[:200], "The next page leads back to where we were.", following[:200]))
            self.is_circle = True
            return ""
        return following

    def _turn(self, following: str, ids: Sequence[str]) -> None:
        self.pages[self.url] = [following, list(ids)]
        if sum(len(each[1]) for each in self.pages.values()) > MOST_REMEMBERED:
            self.pages = {}
        self.url, self.is_over = following, not following

    def _state(self) -> dict[str, Any]:
        return {"next": self.url, "pages": dict(self.pages), "before": dict(self.before)}

    def _page(self, **what: Any) -> Page:
        if self.is_over:
            return Page(**what, state={"pages": self.pages}, is_last=True, covers_all=not self.is_circle)
        return Page(**what, state=self._state())


def _document(reply: Reply) -> Any:
    _, _, charset = reply.headers.get("content-type", "").lower().partition("charset=")
    text = said.decoded(reply.read(), charset.split(";")[0].strip(' "'))
    try:
        # Controls inside texts are not allowed, and common; there is no number that is none.
        document = json.loads(text, strict=False, parse_constant=lambda name: None, parse_int=_whole)
    except (ValueError, RecursionError):
        raise OutsideFailed("the answer is not JSON") from None
    if rules.records_of(document) is None:
        raise OutsideFailed("the answer is no MOOChub feed")
    return document


def _whole(digits: str) -> int | None:
    # A number of thousands of digits is none, and no reason to refuse all that stands around it.
    return int(digits) if len(digits) < 40 else None


def _ending(reply: Any) -> list[Bad]:
    ends = reply.headers.get("sunset", "")
    return [Bad(reply.url, "The platform will stop giving this version of MOOChub.", ends[:60])] if ends else []


def _id_of(record: Any) -> list[str]:
    found = said.text(record.get("id"), longest=501) if isinstance(record, Mapping) else ""
    return [found] if found and len(found) <= rules.LONGEST_ID else []
