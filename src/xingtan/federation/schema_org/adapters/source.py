"""Going through the pages of a site: those that changed are asked for, one after another, in the order of their addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xingtan.catalog.registry import Facts
from xingtan.federation.schema_org import rules
from xingtan.harvest.registry import Bad, Option, Page, Reply, Terms, Way, said
from xingtan.kernel.errors import OutsideFailed

PAGE_BYTES = 8 * 1024 * 1024
MOST_PAGES = 200_000
MOST_SITEMAPS = 1_000
# What is kept at once: after a kill, so many pages at most are asked for again.
AT_ONCE = 50
# Sitemaps say the day, some in a zone of their own; what changed about when we last looked is looked at again.
MARGIN = timedelta(days=2)
# Pages that tell of more than one course, or of one that has another address, are remembered up to so many courses.
MOST_REMEMBERED = 5_000
HTML = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"


class SchemaOrg:
    """Pages that say in the words of schema.org which course they are about, found by a sitemap."""

    name: ClassVar[str] = "schema_org"
    label: ClassVar[Promise] = _("schema.org pages, found by sitemap")
    options: ClassVar[tuple[Option, ...]] = (
        Option(
            name="only",
            label=_("Only addresses with"),
            help=_("Part of the addresses of course pages, such as /courses/. One a line; empty for every page."),
            kind="lines",
        ),
        Option(
            name="language",
            label=_("Language of the pages"),
            help=_("Where pages do not say it: a tag such as en or zh-hans."),
        ),
    )

    def read(self, feed: Terms, way: Way, state: dict[str, Any], *, now: datetime) -> Iterator[Page]:
        """Read every page that changed since the last whole pass; the others are still there."""
        only = [line.strip() for line in feed.options.get("only", "").splitlines() if line.strip()]
        found = _Site(feed.url, only).look(way)
        every = found.entries
        walk = _Walk(
            language=feed.options.get("language", ""),
            since=_since(feed, state),
            elsewhere=dict(state.get("elsewhere", {})),
        )
        entries = [each for each in every if each.url > state.get("after", "")]
        bad = found.bad
        for start in range(0, len(entries), AT_ONCE):
            some = entries[start : start + AT_ONCE]
            page = walk.take(some, way)
            is_last = start + AT_ONCE >= len(entries)
            after = {} if is_last else {"after": some[-1].url, "since": walk.since and walk.since.isoformat()}
            yield Page(
                found=page.found,
                still=page.still,
                bad=[*bad, *page.bad],
                state={"elsewhere": dict(walk.elsewhere), **after},
                total=len(every),
                is_last=is_last,
                covers_all=is_last and found.is_whole,
            )
            bad = []
        if not entries:
            yield Page(bad=bad, state={"elsewhere": walk.elsewhere}, is_last=True, covers_all=found.is_whole)


def _since(feed: Terms, state: dict[str, Any]) -> datetime | None:
    """Tell since when a page must have changed to be asked for; a pass goes on as it was begun."""
    if "after" in state:
        return datetime.fromisoformat(state["since"]) if state.get("since") else None
    return feed.last_ok_at - MARGIN if feed.last_ok_at and state else None


@dataclass
class _Site:
    """The pages of a site, as its sitemaps name them."""

    url: str
    only: list[str]
    pages: dict[str, rules.Entry] = field(default_factory=dict)
    elsewhere: int = 0
    bad: list[Bad] = field(default_factory=list)
    is_whole: bool = True

    def look(self, way: Way) -> _Site:
        """Read all sitemaps.

        :raises OutsideFailed: if the first one cannot be had, or names no page
        """
        rest, seen = self._beginning(way), set[str]()
        while rest and len(seen) < MOST_SITEMAPS and len(self.pages) < MOST_PAGES:
            url = rest.pop(0)
            if url not in seen:
                seen.add(url)
                rest += self._sort(self._entries(url, way, is_first=len(seen) == 1))
        if rest or len(self.pages) >= MOST_PAGES:
            self.bad.append(Bad(self.url, "There are more sitemaps or pages than are looked at; the rest is left out."))
            self.is_whole = False
        if self.elsewhere:
            self.bad.append(Bad(self.url, "Some pages lie on another site; they are left out.", str(self.elsewhere)))
        if not self.pages and self.is_whole:
            raise OutsideFailed("the sitemap names no page to look at")
        return self

    @property
    def entries(self) -> list[rules.Entry]:
        """Give the pages, in an order that stays."""
        return sorted(self.pages.values(), key=lambda each: each.url)

    def _sort(self, entries: Iterable[rules.Entry]) -> list[str]:
        """Keep the pages; give the addresses of further sitemaps."""
        further = []
        for each in entries:
            if each.is_sitemap:
                further.append(each.url)
            elif _host(each.url) != _host(self.url):
                self.elsewhere += 1
            elif len(self.pages) < MOST_PAGES and (not self.only or any(part in each.url for part in self.only)):
                self.pages.setdefault(each.url, each)
        return further

    def _beginning(self, way: Way) -> list[str]:
        """Find the sitemaps: the address itself is one, or ``robots.txt`` names them, or one lies where most do."""
        path = urlsplit(self.url).path
        if path not in ("", "/") and not path.endswith("/robots.txt"):
            return [self.url]
        robots = way.try_get(urljoin(self.url, "/robots.txt"))
        named = rules.named_in_robots(said.decoded(robots.read())) if isinstance(robots, Reply) else []
        return named or [urljoin(self.url, "/sitemap.xml")]

    def _entries(self, url: str, way: Way, *, is_first: bool) -> Iterable[rules.Entry]:
        try:
            reply = way.get(url, most_bytes=rules.MOST_BYTES, is_conditional=False)
        except OutsideFailed as no:
            if is_first:
                raise
            self.bad.append(Bad(url, "The sitemap did not come.", str(no)))
            self.is_whole = False
            return ()
        if not isinstance(reply, Reply):
            return ()
        return rules.entries_of(said.decoded(said.unpacked(reply.read(), most=rules.MOST_BYTES)), reply.url)


@dataclass
class _Taken:
    found: list[Facts] = field(default_factory=list)
    still: list[str] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)


@dataclass
class _Walk:
    """One pass.

    :param since: what did not change since then is not asked for; None to ask for everything
    :param elsewhere: by address of a page, its courses that go by another name than it
    """

    language: str
    since: datetime | None
    elsewhere: dict[str, list[str]]
    seen: set[str] = field(default_factory=set)

    def take(self, entries: list[rules.Entry], way: Way) -> _Taken:
        """Look at some pages."""
        taken = _Taken()
        for entry in entries:
            if self.since and entry.changed_at and entry.changed_at < self.since:
                taken.still += self._known(entry.url)
                continue
            reply = way.try_get(entry.url, accept=HTML, most_bytes=PAGE_BYTES)
            if isinstance(reply, Reply):
                self._read(entry, reply, taken)
            else:
                # A page that is named and does not come today is not gone; dead links are looked for apart.
                taken.still += self._known(entry.url)
                taken.bad += [reply] if isinstance(reply, Bad) else []
        return taken

    def _known(self, url: str) -> list[str]:
        return self.elsewhere.get(url, [url])

    def _read(self, entry: rules.Entry, reply: Reply, taken: _Taken) -> None:
        _, _, charset = reply.headers.get("content-type", "").lower().partition("charset=")
        says = rules.said_on(said.decoded(reply.read(), charset.split(";")[0].strip(' "')))
        taken.bad += [Bad(entry.url, "What the page says to machines is no JSON.", each) for each in says.broken]
        if says.broken and not says.documents:
            taken.still += self._known(entry.url)
        ids = []
        for number, node in enumerate(rules.courses_of(says.documents, entry.url), start=1):
            facts, problems = rules.read(
                node,
                page=entry.url,
                place=f"#{number}",
                language=says.language or self.language,
                changed_at=entry.changed_at,
            )
            taken.bad += problems
            if facts is None:
                taken.still += self._known(entry.url)
            # What another page told of it in passing counts less than what its own says.
            elif facts.remote_id not in self.seen or rules.is_same(facts.url, entry.url):
                self.seen.add(facts.remote_id)
                ids.append(facts.remote_id)
                taken.found.append(facts)
        self.elsewhere.pop(entry.url, None)
        if ids and ids != [entry.url]:
            self.elsewhere[entry.url] = ids
            if sum(map(len, self.elsewhere.values())) > MOST_REMEMBERED:
                self.elsewhere.pop(next(iter(self.elsewhere)))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
