"""Harvesters are answered by OAI-PMH 2.0: completely, once, and in the protocol's own words when something is wrong."""

import gzip
from datetime import timedelta

import pytest
from lxml import etree

from xingtan.catalog import public as catalog
from xingtan.catalog.tests import factories
from xingtan.federation.oai_pmh import queries
from xingtan.kernel.archives import parse_xml

pytestmark = pytest.mark.django_db

NS = {"o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/", "s": "https://schema.org/"}


@pytest.fixture
def ask(browse):
    browser = browse()

    def asked(verb: str = "", **said: str) -> etree._Element:
        said = {name.replace("from_", "from"): value for name, value in said.items()}
        return parse_xml(browser.get("/oai", {**({"verb": verb} if verb else {}), **said}).content)

    return asked


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(each.text) for each in root.iterfind(f".//{path}", NS)]


def code(root: etree._Element) -> str:
    return str(root.find("o:error", NS).get("code"))


def test_site_says_who_it_is(ask):
    root = ask("Identify")

    assert texts(root, "o:baseURL") == ["http://localhost:8000/oai"]
    assert texts(root, "o:deletedRecord") == ["persistent"]
    assert texts(root, "o:granularity") == ["YYYY-MM-DDThh:mm:ssZ"]
    assert root.find("o:request", NS).attrib == {"verb": "Identify"}


def test_course_is_told_in_dublin_core(ask, apricot):
    course = factories.published(apricot, title={"en": "Maps & <charts>", "zh-hans": "地图"}, licence="CC-BY-4.0")

    root = ask("GetRecord", identifier=f"oai:localhost:{course.uid}", metadataPrefix="oai_dc")

    titles = root.findall(".//dc:title", NS)
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [(each.text, each.get(lang)) for each in titles] == [("Maps & <charts>", "en"), ("地图", "zh-hans")]
    assert texts(root, "dc:identifier") == ["http://localhost:8000/courses/apricot/maps/"]
    assert texts(root, "dc:publisher") == ["Apricot University", "杏大学"]
    assert texts(root, "dc:rights") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert texts(root, "o:setSpec") == ["own", "university:apricot"]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({}, "badVerb"),
        ({"verb": "identify"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "set": "own"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": ["lrmi", "lrmi"]}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "lrmi", "resumptionToken": "x"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "lrmi", "from": "2020-13-01"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "lrmi", "from": "0000-01-01"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "lrmi", "from": ""}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "lrmi", "from": "2020-01-02", "until": "2020-01-01"}, "badArgument"),
        (
            {"verb": "ListRecords", "metadataPrefix": "lrmi", "from": "2020-01-01", "until": "2020-01-02T00:00:00Z"},
            "badArgument",
        ),
        ({"verb": "ListRecords", "metadataPrefix": "marc21"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "lrmi", "until": "2001-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "lrmi", "until": "9999-12-31", "set": "x:y"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "resumptionToken": "made-up"}, "badResumptionToken"),
        ({"verb": "ListSets", "resumptionToken": "made-up"}, "badResumptionToken"),
        ({"verb": "GetRecord", "metadataPrefix": "lrmi", "identifier": "oai:localhost:7"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "oai:elsewhere.example:7"}, "idDoesNotExist"),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_the_protocol(said, wrong, browse, apricot):
    factories.published(apricot)

    for answer in (browse().get("/oai", said), browse().post("/oai", said)):
        assert answer.status_code == 200
        assert code(parse_xml(answer.content)) == wrong


def test_wrong_argument_is_not_repeated_to_who_sent_it(ask):
    assert ask("ListRecords", metadataPrefix="lrmi", evil='"><x/>').find("o:request", NS).attrib == {}


def test_sets_are_named(ask, apricot):
    specs = texts(ask("ListSets"), "o:setSpec")

    assert {"own", "university:apricot", "subject:05", "subject:05:0532"} <= set(specs)


@pytest.mark.parametrize(
    ("set_spec", "found"),
    [
        ("own", 3),
        ("platform", 0),
        ("university:apricot", 2),
        ("subject", 1),
        ("subject:05", 1),
        ("subject:05:0532", 1),
        ("subject:06", 0),
    ],
)
def test_list_is_narrowed_to_a_set(set_spec, found, ask, apricot, bamboo):
    factories.published(apricot, "earth", subject=factories.subject())
    factories.published(apricot, "paper")
    factories.published(bamboo, "tea")

    root = ask("ListIdentifiers", metadataPrefix="lrmi", set=set_spec)

    assert len(texts(root, "o:identifier")) == found


def test_list_is_narrowed_to_a_time_in_days_and_in_seconds(ask, apricot):
    for day in (1, 2, 3):
        course = factories.published(apricot, f"day-{day}")
        catalog.Course.objects.filter(pk=course.pk).update(changed_at=factories.NOW.replace(day=day, microsecond=7))

    def found(**said: str) -> list[str]:
        return texts(ask("ListIdentifiers", metadataPrefix="oai_dc", **said), "o:datestamp")

    assert found(from_="2026-03-02", until="2026-03-02") == ["2026-03-02T09:00:00Z"]
    assert found(from_="2026-03-02T09:00:00Z") == ["2026-03-02T09:00:00Z", "2026-03-03T09:00:00Z"]
    assert found(until="2026-03-01T09:00:00Z") == ["2026-03-01T09:00:00Z"]


def test_what_was_shown_once_and_is_gone_stays_as_a_deletion(ask, apricot):
    factories.draft(apricot, "never-shown")
    gone = factories.published(apricot, "gone")
    catalog.withdraw_course(course=gone, by=None)

    root = ask("ListRecords", metadataPrefix="oai_dc")

    assert [each.get("status") for each in root.iterfind(".//o:header", NS)] == ["deleted"]
    assert root.find(".//o:metadata", NS) is None


@pytest.mark.parametrize("narrow", [0, 20_000])
def test_list_loses_and_repeats_nothing_while_courses_change_and_are_added(narrow, ask, apricot, monkeypatch):
    monkeypatch.setattr(queries, "NARROW", narrow)
    monkeypatch.setattr(queries, "PAGE", 4)
    courses = [factories.published(apricot, f"course-{number}") for number in range(15)]
    root = ask("ListRecords", metadataPrefix="lrmi", from_="2020-01-01")
    first_at = texts(root, "o:responseDate")[0]
    got, names = texts(root, "o:identifier"), texts(root, "s:Course/s:name")
    step = 0

    while token := root.findtext(".//o:resumptionToken", "", NS):
        catalog.describe_course(course=courses[step], by=None, title={"en": "Given already"})
        catalog.describe_course(course=courses[-1 - step], by=None, title={"en": "Not yet given"})
        factories.published(apricot, f"added-{step}")
        step += 1
        root = ask("ListRecords", resumptionToken=token)
        got += texts(root, "o:identifier")
        names += texts(root, "s:Course/s:name")
    monkeypatch.setattr(queries, "PAGE", 1000)
    again = texts(ask("ListIdentifiers", metadataPrefix="lrmi", from_=first_at), "o:identifier")

    assert step == 3
    assert got == [f"oai:localhost:{course.uid}" for course in courses]
    assert names.count("Not yet given") == 3
    assert len(set(again) - set(got)) == 3


def test_token_says_how_far_the_list_is_and_ends_in_time(ask, apricot, monkeypatch, now):
    monkeypatch.setattr(queries, "PAGE", 2)
    for number in range(3):
        factories.published(apricot, f"course-{number}")

    first = ask("ListIdentifiers", metadataPrefix="lrmi").find(".//o:resumptionToken", NS)
    last = ask("ListIdentifiers", resumptionToken=first.text).find(".//o:resumptionToken", NS)
    of_another_verb = ask("ListRecords", resumptionToken=first.text)
    monkeypatch.setattr("xingtan.federation.oai_pmh.views.now", lambda: now + timedelta(days=3))

    assert (first.get("completeListSize"), first.get("cursor")) == ("3", "0")
    assert (last.text, last.get("cursor")) == (None, "2")
    assert code(of_another_verb) == "badResumptionToken"
    assert code(ask("ListIdentifiers", resumptionToken=first.text)) == "badResumptionToken"


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_of_the_database_for_any_number(count, browse, apricot, django_assert_num_queries):
    for number in range(count):
        factories.published(apricot, f"course-{number}")

    with django_assert_num_queries(8):
        response = browse().get("/oai", {"verb": "ListRecords", "metadataPrefix": "lrmi"})

    assert response.text.count("<record>") == count


def test_format_has_the_schema_it_names(ask, browse, apricot):
    course = factories.published(apricot)
    formats = ask("ListMetadataFormats", identifier=f"oai:localhost:{course.uid}")
    schema = browse().get(texts(formats, "o:schema")[1].removeprefix("http://localhost:8000"))

    assert texts(formats, "o:metadataPrefix") == ["oai_dc", "lrmi"]
    assert parse_xml(schema.content).get("targetNamespace") == texts(formats, "o:metadataNamespace")[1]


def test_answer_is_compressed_for_who_takes_it(browse, apricot):
    for number in range(9):
        factories.published(apricot, f"course-{number}")

    answer = browse().get(
        "/oai", {"verb": "ListRecords", "metadataPrefix": "oai_dc"}, headers={"Accept-Encoding": "gzip"}
    )

    assert gzip.decompress(answer.content).count(b"<record>") == 9


def test_too_many_questions_are_asked_to_wait(browse, monkeypatch):
    from xingtan.kernel import throttle

    monkeypatch.setitem(throttle.LIMITS, "harvest", throttle.Rate(1, 60))
    throttle.forget()
    browser = browse()
    browser.get("/oai", {"verb": "Identify"})

    busy = browser.get("/oai", {"verb": "Identify"})
    throttle.forget()

    assert busy.status_code == 503
    assert int(busy["Retry-After"]) > 0
