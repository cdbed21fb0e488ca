"""What was found can be followed by a news reader, and searched for from a browser's own field."""

import json

import pytest
from lxml import etree

from xingtan.catalog import queries
from xingtan.catalog.tests import factories
from xingtan.kernel.archives import parse_xml
from xingtan.search import public as search

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture(autouse=True)
def _empty_index(db):
    """Forget what the test before let be found."""
    search.rebuild(queries.COLLECTION)


def links(root: etree._Element) -> dict[str, str]:
    return {each.get("rel", ""): each.get("href", "") for each in root.iterfind("a:link", ATOM)}


def test_feed_has_what_the_page_has(browse, apricot, relay):
    course = factories.published(apricot, title={"en": "Maps & <charts>\x0b"}, level="advanced")
    factories.published(apricot, "paper")
    relay()

    answer = browse().get("/explore/feed/?q=maps&level=advanced")
    root = parse_xml(answer.content)

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    (entry,) = root.findall("a:entry", ATOM)
    assert entry.findtext("a:title", "", ATOM) == "Maps & <charts>"
    assert entry.findtext("a:id", "", ATOM) == f"urn:uuid:{course.uid}"
    assert entry.find("a:link", ATOM).get("href") == "http://localhost:8000/courses/apricot/maps/"
    assert links(root)["alternate"].startswith("http://localhost:8000/explore/?q=maps&level=advanced")
    assert "“maps”" in root.findtext("a:title", "", ATOM)


@pytest.mark.parametrize("count", [1, 3])
def test_feed_asks_the_same_of_the_database_for_any_number(count, browse, apricot, relay, django_assert_num_queries):
    for number in range(count):
        factories.published(apricot, f"course-{number}")
    relay()

    with django_assert_num_queries(1):
        answer = browse().get("/explore/feed/")

    assert answer.text.count("<entry>") == count


def test_long_feed_goes_on(browse, apricot, relay, monkeypatch):
    monkeypatch.setattr("xingtan.catalog.views.feeds.ENTRIES", 2)
    for number in range(3):
        factories.published(apricot, f"course-{number}")
    relay()

    first = parse_xml(browse().get("/explore/feed/").content)
    last = parse_xml(browse().get(links(first)["next"]).content)

    assert (len(first.findall("a:entry", ATOM)), len(last.findall("a:entry", ATOM))) == (2, 1)
    assert "next" not in links(last)


def test_feed_of_nothing_is_a_feed(browse, db):
    root = parse_xml(browse().get("/explore/feed/?q=" + "(" * 300).content)

    assert root.findall("a:entry", ATOM) == []
    assert root.findtext("a:updated", "", ATOM)


def test_browser_learns_how_to_search(browse, apricot, relay):
    factories.published(apricot)
    relay()

    page = browse().get("/explore/?q=maps")
    root = parse_xml(browse().get("/opensearch.xml").content)
    offered = json.loads(browse().get("/explore/completions/?q=ma").content)

    assert 'href="/opensearch.xml"' in page.text
    assert 'href="/explore/feed/?q=maps"' in page.text
    assert {each.get("type") for each in root.iterfind(f"{OPENSEARCH}Url")} >= {"text/html", "application/atom+xml"}
    assert offered == ["ma", ["Maps"], [], ["http://localhost:8000/explore/?q=Maps"]]
