"""Going through a site: what is named, what changed, and where a kill left it."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from xingtan.federation.schema_org import rules
from xingtan.federation.schema_org.adapters import source
from xingtan.federation.schema_org.adapters.source import SchemaOrg
from xingtan.federation.schema_org.tests.sites import SITE, SITEMAP, Site, course, page, sitemap
from xingtan.harvest.registry import Page, Source, Terms
from xingtan.kernel.errors import OutsideFailed

NOW = datetime(2026, 3, 10, tzinfo=UTC)


def read(
    site: Site, state: dict[str, Any] | None = None, *, url: str = SITEMAP, last: datetime | None = None, **options: str
) -> list[Page]:
    terms = Terms(url=url, options=options, last_ok_at=last)
    return list(SchemaOrg().read(terms, site, state or {}, now=NOW))


def names(pages: list[Page]) -> list[str]:
    return [next(iter(facts.title.values())) for each in pages for facts in each.found]


def still(pages: list[Page]) -> list[str]:
    return [one.removeprefix(SITE) for each in pages for one in each.still]


def bad(pages: list[Page]) -> list[tuple[str, str]]:
    return [(each.place.removeprefix(SITE), each.what) for page in pages for each in page.bad]


def five(at: str = "2026-01-01") -> Site:
    return Site(
        {
            "/sitemap.xml": sitemap(*((f"/c/{number}", at) for number in range(5))),
            **{f"/c/{number}": page(course(f"C{number}")) for number in range(5)},
        }
    )


def test_it_is_a_source() -> None:
    assert isinstance(SchemaOrg(), Source)


def test_every_page_is_read() -> None:
    pages = read(five())

    assert names(pages) == ["C0", "C1", "C2", "C3", "C4"]
    assert (pages[-1].is_last, pages[-1].covers_all, pages[-1].total) == (True, True, 5)
    assert bad(pages) == []


def test_a_kill_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "AT_ONCE", 2)

    for kept in range(3):
        site = five()
        before = read(site)[:kept]
        state = json.loads(json.dumps(before[-1].state)) if before else {}
        after = read(site, state)
        assert names([*before, *after]) == ["C0", "C1", "C2", "C3", "C4"]
        assert after[-1].covers_all


def test_only_what_changed_is_asked_for() -> None:
    site = five()
    state = dict(read(site)[-1].state)
    site.pages[SITEMAP] = sitemap(
        ("/c/0", "2026-01-01"), ("/c/1", "2026-03-09T12:00:00+01:00"), "/c/2", ("/c/3", "soon")
    )
    site.asked, site.unchanged = [], {f"{SITE}/c/2"}

    pages = read(site, state, last=datetime(2026, 3, 9, tzinfo=UTC))

    assert site.asked == ["/sitemap.xml", "/c/1", "/c/2", "/c/3"]
    assert (names(pages), still(pages)) == (["C1", "C3"], ["/c/0", "/c/2"])
    assert pages[-1].covers_all


def test_what_is_read_anew_stays_so_after_a_kill(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "AT_ONCE", 2)
    last = datetime(2026, 3, 9, tzinfo=UTC)
    first = read(five(), {}, last=last)[0]

    assert names(read(five(), dict(first.state), last=last)) == ["C2", "C3", "C4"]


def test_courses_that_go_by_another_address_are_remembered() -> None:
    site = Site(
        {
            "/sitemap.xml": sitemap(("/list", "2026-01-01")),
            "/list": page(course("A", url="/a"), course("B", url="/b")),
        }
    )
    pages = read(site)

    again = read(site, json.loads(json.dumps(pages[-1].state)), last=NOW)

    assert [facts.remote_id for facts in pages[0].found] == [f"{SITE}/a", f"{SITE}/b"]
    assert still(again) == ["/a", "/b"]


def test_what_the_courses_own_page_says_counts() -> None:
    site = Site(
        {
            "/sitemap.xml": sitemap("/a-list", "/b", "/c-list"),
            "/a-list": page(course("In passing", url="/b")),
            "/b": page(course("In full", url="/b")),
            "/c-list": page(course("In passing again", url="/b")),
        }
    )

    assert names(read(site)) == ["In passing", "In full"]


def test_an_index_leads_to_sitemaps_packed_or_not() -> None:
    site = five()
    site.pages |= {
        SITEMAP: sitemap("/one.xml", "/two.xml.gz", "/three.txt", "/missing.xml", "/sitemap.xml", index=True),
        f"{SITE}/one.xml": sitemap("/c/0", "/c/1"),
        f"{SITE}/two.xml.gz": gzip.compress(sitemap("/c/2", "/c/1")),
        f"{SITE}/three.txt": f"{SITE}/c/3\n\n{SITE}/c/4\n".encode(),
    }

    pages = read(site)

    assert names(pages) == ["C0", "C1", "C2", "C3", "C4"]
    assert (bad(pages), pages[-1].covers_all) == ([("/missing.xml", "The sitemap did not come.")], False)


@pytest.mark.parametrize("url", [SITE, f"{SITE}/", f"{SITE}/robots.txt"])
def test_robots_name_the_sitemap(url: str) -> None:
    site = five()
    site.pages[f"{SITE}/robots.txt"] = f"User-agent: *\nDisallow:\nSITEMAP: {SITE}/map.xml\n".encode()
    site.pages[f"{SITE}/map.xml"] = site.pages.pop(SITEMAP)

    assert len(names(read(site, url=url))) == 5


def test_without_robots_the_sitemap_lies_where_most_do() -> None:
    assert len(names(read(five(), url=SITE))) == 5


def test_a_page_that_does_not_come_is_not_gone() -> None:
    site = five()
    del site.pages[f"{SITE}/c/1"]
    site.pages[f"{SITE}/c/2"] = page('{"@type": "Course", oops')
    site.pages[f"{SITE}/c/3"] = page({"@type": "Course", "description": "No name"})
    site.pages[f"{SITE}/c/4"] = b"<html><body>A page without courses."

    pages = read(site)

    assert (names(pages), still(pages)) == (["C0"], ["/c/1", "/c/2", "/c/3"])
    assert bad(pages) == [
        ("/c/1", "404"),
        ("/c/2", "What the page says to machines is no JSON."),
        ("/c/3", "The course has no name."),
    ]


def test_only_some_addresses_and_only_of_this_site() -> None:
    site = five()
    site.pages[SITEMAP] = sitemap("/c/1", "/news/1").replace(
        b"</urlset>", b"<url><loc>https://other.example/c/1</loc></url></urlset>"
    )

    pages = read(site, only=" /c/ \n/d/")

    assert site.asked == ["/sitemap.xml", "/c/1"]
    assert bad(pages) == [("/sitemap.xml", "Some pages lie on another site; they are left out.")]


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"<urlset/>", gzip.compress(b"")[:12], b"\x1f\x8bjunk", b"<url><loc>javascript:x</loc></url>"],
)
def test_a_sitemap_that_names_nothing_is_refused(body: bytes) -> None:
    with pytest.raises(OutsideFailed):
        read(Site({"/sitemap.xml": body}))


def test_a_missing_sitemap_is_refused() -> None:
    with pytest.raises(OutsideFailed):
        read(Site({}))


def test_too_many_pages_are_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MOST_PAGES", 3)

    pages = read(five())

    assert (len(names(pages)), pages[-1].covers_all) == (3, False)
    assert bad(pages) == [
        ("/sitemap.xml", "There are more sitemaps or pages than are looked at; the rest is left out.")
    ]


@pytest.mark.parametrize("part", ["<url><loc>", "<loc ", "<url>", "<loc><![CDATA["])
def test_a_sitemap_of_beginnings_takes_no_time(part: str) -> None:
    assert list(rules.entries_of(part * 20_000, SITE)) == []


def test_other_alphabets_and_entities_in_addresses() -> None:
    text = f"<sm:url><sm:loc><![CDATA[{SITE}/a?x=1&y=2]]></sm:loc><image:image><image:loc>{SITE}/p.png</image:loc></image:image></sm:url><url><loc> {SITE}/b?x=1&amp;y=2\n</loc></url>"

    assert [each.url for each in rules.entries_of(text, SITE)] == [f"{SITE}/a?x=1&y=2", f"{SITE}/b?x=1&y=2"]
