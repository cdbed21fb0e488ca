"""Following a feed: page by page, after a kill, and when it leads astray."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from xingtan.federation.moochub.adapters import source
from xingtan.federation.moochub.adapters.source import MoocHub
from xingtan.federation.moochub.tests.feeds import FEED, V2, V3, Platform, course, feed
from xingtan.harvest.registry import PAGE, Page, Terms
from xingtan.kernel.errors import OutsideFailed

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SECOND, THIRD = f"{FEED}?page=2", f"{FEED}?page=3"


def read(platform: Platform, state: dict[str, Any] | None = None) -> list[Page]:
    return list(MoocHub().read(Terms(url=FEED), platform, state or {}, now=NOW))


def ids(pages: list[Page]) -> list[str]:
    return [facts.remote_id for page in pages for facts in page.found]


def bad(pages: list[Page]) -> list[tuple[str, str]]:
    return [(each.place, each.what) for page in pages for each in page.bad]


@pytest.fixture
def three() -> Platform:
    """Put a feed of three pages up."""
    return Platform(
        {
            FEED: feed(course(1), course(2), after=SECOND),
            SECOND: feed(course(3), after="?page=3"),
            THIRD: feed(V2, V3),
        }
    )


def test_every_page_is_followed(three: Platform) -> None:
    pages = read(three)

    assert ids(pages) == ["1", "2", "3", "17", V3["id"]]
    assert [(page.is_last, page.covers_all) for page in pages] == [(False, False), (False, False), (True, True)]
    assert bad(pages) == []


def test_a_kill_loses_nothing(three: Platform) -> None:
    whole = ids(read(three))

    for kept in range(3):
        pages = read(three)[:kept]
        state = json.loads(json.dumps(pages[-1].state)) if pages else {}
        rest = read(three, state)
        assert (ids(pages) + ids(rest), rest[-1].covers_all) == (whole, True)


def test_a_place_that_is_forgotten_begins_anew(three: Platform) -> None:
    state = dict(read(three)[0].state)
    del three.pages[SECOND]
    three.pages[FEED] = feed(course(1), after=THIRD)

    assert ids(read(three, state)) == ["1", "17", V3["id"]]


def test_what_did_not_change_is_still_there(three: Platform) -> None:
    state = dict(read(three)[-1].state)
    three.unchanged = {FEED, THIRD}
    three.pages[SECOND] = feed(course(3, name="New"), after=THIRD)

    pages = read(three, state)

    assert [(list(page.still), len(page.found)) for page in pages] == [(["1", "2"], 0), ([], 1), (["17", V3["id"]], 0)]
    assert pages[-1].covers_all
    assert [is_conditional for _, is_conditional in three.asked[-3:]] == [True, True, True]
    assert dict(pages[-1].state) == state


def test_the_first_pass_takes_no_unchanged_for_an_answer(three: Platform) -> None:
    three.unchanged = {FEED, SECOND, THIRD}

    assert len(ids(read(three))) == 5


def test_a_large_feed_is_not_remembered(three: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MOST_REMEMBERED", 3)

    assert read(three)[-1].state == {"pages": {}}


def test_a_bad_record_stops_nothing_and_is_not_gone() -> None:
    pages = read(
        Platform({FEED: feed(course(1), None, {"id": "2", "attributes": {"url": "https://a.example"}}, course(3))})
    )

    assert ids(pages) == ["1", "3"]
    assert list(pages[0].still) == ["2"]
    assert bad(pages) == [
        (f"{FEED} #2", "This is no course: it has no attributes."),
        ("2", "The course has no name."),
    ]


def test_the_same_id_twice_is_taken_once() -> None:
    pages = read(Platform({FEED: feed(course(1), course(1, name="Again"))}))

    assert [facts.title for facts in pages[0].found] == [{"en": "Course 1"}]
    assert bad(pages) == [("1", "The same id came twice; the first is kept.")]


@pytest.mark.parametrize("to", [FEED, SECOND])
def test_a_circle_is_left_and_takes_nothing_away(to: str) -> None:
    pages = read(Platform({FEED: feed(course(1), after=SECOND), SECOND: feed(course(2), after=to)}))

    assert ids(pages) == ["1", "2"]
    assert (pages[-1].is_last, pages[-1].covers_all) == (True, False)
    assert bad(pages) == [(SECOND, "The next page leads back to where we were.")]


def test_pages_without_end_and_without_news_are_left() -> None:
    platform = Platform({FEED: feed(course(1), after=f"{FEED}?page=1")})
    for number in range(1, 50):
        platform.pages[f"{FEED}?page={number}"] = feed(course(1), after=f"{FEED}?page={number + 1}")

    pages = read(platform)

    assert (len(platform.asked), pages[-1].covers_all) == (source.MOST_IN_VAIN + 1, False)


@pytest.mark.parametrize("body", [b"", b"<html>", b'"text"', b"[" * 100_000, b'{"errors": []}', b"\xff\xfe\x00"])
def test_what_is_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises(OutsideFailed):
        read(Platform({FEED: body}))


def test_a_page_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MOST_BYTES", 1000)

    with pytest.raises(OutsideFailed):
        read(Platform({FEED: feed(*(course(number) for number in range(100)))}))


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (json.dumps({"data": [course(1, name="Übermut")]}, ensure_ascii=False).encode("cp1252"), "utf-8"),
        (json.dumps({"data": [course(1, name="Übermut")]}, ensure_ascii=False).encode("utf-8-sig"), "iso-8859-1"),
        (json.dumps([course(1, name="Übermut")], ensure_ascii=False).encode("utf-16"), ""),
        (json.dumps({"data": course(1, name="Ãœbermut")}).encode(), "utf-8"),
        (
            b'{"data": [{"id": 1, "attributes": {"name": "\xc3\x9cber\x01mut", "url": "/1", "inLanguage": "en", "price": NaN}}]}',
            "",
        ),
    ],
)
def test_wrong_encodings_are_read(body: bytes, charset: str) -> None:
    pages = read(Platform({FEED: body}, {"content-type": f"application/json; charset={charset}"}))

    assert [facts.title for page in pages for facts in page.found] == [{"en": "Übermut"}]


def test_a_feed_in_one_piece_is_taken_in_parts() -> None:
    pages = read(Platform({FEED: feed(*(course(number) for number in range(PAGE + 1)))}))

    assert [(len(page.found), page.is_last, dict(page.state)) for page in pages] == [
        (PAGE, False, {"next": FEED, "pages": {}, "before": {}}),
        (1, True, {"pages": {FEED: ["", [str(number) for number in range(PAGE + 1)]]}}),
    ]


def test_the_end_of_a_version_is_reported() -> None:
    headers = {
        "content-type": "application/vnd.api+json; moochub-version=2.3",
        "sunset": "Tue, 15 Aug 2028 00:00:00 GMT",
    }

    assert bad(read(Platform({FEED: feed(V2)}, headers))) == [
        (FEED, "The platform will stop giving this version of MOOChub.")
    ]
