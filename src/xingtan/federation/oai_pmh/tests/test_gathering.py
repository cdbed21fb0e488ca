"""Other repositories are gathered: whole, then only what changed; whatever they send, it ends, and what is good is taken in."""

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from xingtan.catalog.registry import Dates, Institution
from xingtan.federation.oai_pmh.adapters.gathering import OaiPmh
from xingtan.harvest.registry import Reply, Source, Terms
from xingtan.kernel.errors import OutsideFailed

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DC = 'xmlns="http://purl.org/dc/elements/1.1/"'
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"


def answer(body: str, at: str = "2026-11-21T11:59:00Z") -> str:
    return (
        f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>{at}</responseDate>'
        f"<request>x</request>{body}</OAI-PMH>"
    )


def record(name: str, *, at: str = "2026-01-01", inside: str | None = None, status: str = "") -> str:
    inside = f"<title>{name}</title><identifier>https://a.example/{name}</identifier>" if inside is None else inside
    metadata = f'<metadata><o:dc xmlns:o="{OAI_DC}" {DC}>{inside}</o:dc></metadata>' if not status else ""
    return (
        f'<record><header status="{status}"><identifier>{name}</identifier><datestamp>{at}</datestamp></header>'
        f"{metadata}</record>"
    )


def records(*each: str, token: str | None = None) -> str:
    more = f"<resumptionToken>{token}</resumptionToken>" if token is not None else ""
    return answer(f"<ListRecords>{''.join(each)}{more}</ListRecords>")


def error(code: str) -> str:
    return answer(f'<error code="{code}">No.</error>')


class Repository:
    """A repository that answers as written, and remembers what it was asked."""

    def __init__(self, *lists: str, granularity: str = "YYYY-MM-DDThh:mm:ssZ", deletions: str = "persistent") -> None:
        self.lists, self.asked = list(lists), []
        self.identity = f"<granularity>{granularity}</granularity><deletedRecord>{deletions}</deletedRecord>"

    def get(self, url: str, **_: object) -> Reply:
        asked = dict(parse_qsl(urlsplit(url).query))
        match asked["verb"]:
            case "Identify":
                body = answer(f"<Identify>{self.identity}</Identify>")
            case "ListMetadataFormats":
                formats = "<metadataFormat><metadataPrefix>oai_dc</metadataPrefix></metadataFormat>"
                body = answer(f"<ListMetadataFormats>{formats}</ListMetadataFormats>")
            case _:
                self.asked.append(asked)
                body = self.lists.pop(0) if len(self.lists) > 1 else self.lists[0]
        data = body.encode()
        return Reply(url, {}, io.BytesIO(data), len(data))

    def try_get(self, url: str, **_: object) -> Reply:
        return self.get(url)


def gather(
    repository: Repository, state: dict[str, Any] | None = None, now: datetime = NOW, url: str = "https://a.example/oai"
):
    return list(OaiPmh().read(Terms(url=url), repository, state or {}, now=now))


def test_it_is_a_source():
    assert isinstance(OaiPmh(), Source)


def test_list_is_read_to_its_end_and_covers_everything():
    repository = Repository(records(record("a"), record("b"), token="t1"), records(record("c"), token=""))

    pages = gather(repository)

    assert [[each.remote_id for each in page.found] for page in pages] == [["a", "b"], ["c"]]
    assert [(page.is_last, page.covers_all) for page in pages] == [(False, False), (True, True)]
    assert repository.asked == [
        {"verb": "ListRecords", "metadataPrefix": "oai_dc"},
        {"verb": "ListRecords", "resumptionToken": "t1"},
    ]


def test_next_pass_asks_only_for_what_changed():
    state = gather(Repository(records(record("a"))))[-1].state
    repository = Repository(records(record("a"), record("b", status="deleted")))

    (page,) = gather(repository, dict(state), NOW + timedelta(days=1))

    assert repository.asked[0]["from"] == "2026-11-21T11:44:00Z"
    assert (page.gone, page.is_last, page.covers_all) == (["b"], True, False)


@pytest.mark.parametrize(
    ("deletions", "days", "is_whole"), [("persistent", 8, False), ("no", 8, True), ("persistent", 31, True)]
)
def test_everything_is_read_anew_at_intervals(deletions, days, is_whole):
    state = gather(Repository(records(record("a"))))[-1].state

    pages = gather(Repository(records(record("a")), deletions=deletions), dict(state), NOW + timedelta(days=days))

    assert pages[-1].covers_all is is_whole


def test_repository_that_counts_in_days_is_asked_in_days():
    state = gather(Repository(records(record("a"))))[-1].state
    repository = Repository(error("noRecordsMatch"), granularity="YYYY-MM-DD")

    (page,) = gather(repository, dict(state), NOW + timedelta(days=1))

    assert repository.asked[0]["from"] == "2026-11-20"
    assert (page.is_last, page.covers_all, page.found) == (True, False, ())


def test_repository_that_does_not_know_its_granularity_is_asked_again():
    state = gather(Repository(records(record("a"))))[-1].state
    repository = Repository(error("badArgument"), records(record("b")))

    pages = gather(repository, dict(state), NOW + timedelta(days=1))

    assert [asked["from"] for asked in repository.asked] == ["2026-11-21T11:44:00Z", "2026-11-20"]
    assert [each.remote_id for each in pages[-1].found] == ["b"]


def test_pass_goes_on_after_a_kill_where_it_was():
    broken_off = next(
        iter(
            OaiPmh().read(Terms(url="https://a.example/oai"), Repository(records(record("a"), token="t1")), {}, now=NOW)
        )
    )
    repository = Repository(records(record("b")))

    pages = gather(repository, dict(broken_off.state))

    assert repository.asked == [{"verb": "ListRecords", "resumptionToken": "t1"}]
    assert pages[-1].covers_all


@pytest.mark.parametrize(
    ("dates", "again"), [(("2026-01-01", "2026-02-01"), "2026-02-01T00:00:00Z"), (("2026-02-01", "2026-01-01"), None)]
)
def test_list_whose_token_ended_is_begun_again_where_its_order_allows(dates, again):
    first = records(*(record(str(number), at=at) for number, at in enumerate(dates)), token="t1")
    repository = Repository(first, error("badResumptionToken"), records(record("z")))

    pages = gather(repository)

    assert repository.asked[-1].get("from") == again
    assert pages[-1].covers_all


def test_token_that_never_works_is_given_up():
    repository = Repository(*[records(record("a"), token="t1"), error("badResumptionToken")] * 9)

    with pytest.raises(OutsideFailed, match="badResumptionToken"):
        gather(repository)


def test_tokens_in_a_circle_are_refused():
    one, two = records(record("a"), token="t1"), records(record("b"), token="t2")

    with pytest.raises(OutsideFailed, match="circle"):
        gather(Repository(one, two, one, two))


def test_list_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("xingtan.federation.oai_pmh.adapters.gathering.MOST_RECORDS", 3)

    with pytest.raises(OutsideFailed, match="does not end"):
        gather(Repository(*(records(record(str(n)), token=str(n)) for n in range(9))))
    with pytest.raises(OutsideFailed, match="does not end"):
        gather(Repository(*(records(token=str(n)) for n in range(99))))


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "no XML",
        "<html><body>Login</body></html>",
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><OAI-PMH>&e;</OAI-PMH>',
        answer("<Identify/>"),
        "<OAI-PMH>" + "<a>" * 300,
        error("badVerb"),
        error(""),
    ],
)
def test_what_is_no_answer_is_refused_in_words(sent):
    with pytest.raises(OutsideFailed):
        gather(Repository(sent))


def test_answer_that_breaks_off_gives_what_it_has_and_ends_as_a_failure():
    repository, pages = Repository(records(record("a"), record("b"))[:-60]), []

    with pytest.raises(OutsideFailed):
        pages.extend(OaiPmh().read(Terms(url="https://a.example/oai"), repository, {}, now=NOW))

    assert [each.remote_id for each in pages[0].found][:1] == ["a"]
    assert "no XML" in pages[0].bad[0].what
    assert not any(page.is_last for page in pages)


def test_control_characters_cost_the_record_nothing():
    pages = gather(
        Repository(
            records(record("a", inside="<title>A\x0bB</title><identifier>https://a.example/a</identifier>"), token="t"),
            records(record("b")),
        )
    )

    assert [page.covers_all for page in pages] == [False, False]
    assert [len(page.found) for page in pages] == [1, 1]


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("", "The course has no title."),
        ("<title> </title>", "The course has no title."),
        ("<title>A</title>", "The course has no address on the web."),
        ("<title>A</title><identifier>javascript:alert(1)</identifier>", "The course has no address on the web."),
    ],
)
def test_bad_record_is_reported_by_its_name_and_is_not_gone(inside, what):
    (page,) = gather(Repository(records(record("bad", inside=inside), record("good"))))

    assert [(bad.place, bad.what) for bad in page.bad] == [("bad", what)]
    assert page.still == ["bad"]
    assert [each.remote_id for each in page.found] == ["good"]
    assert page.covers_all


def test_record_without_a_name_is_reported():
    (page,) = gather(Repository(records("<record/>", "<record><header/></record>", record("good"))))

    assert len(page.bad) == 2
    assert len(page.found) == 1


def test_of_a_record_that_comes_twice_the_last_counts():
    (page,) = gather(Repository(records(record("a"), record("a", status="deleted"))))

    assert (page.found, page.gone) == ([], ["a"])


def test_long_answer_is_taken_in_parts_and_asked_for_again_until_the_last_is_kept(monkeypatch):
    monkeypatch.setattr("xingtan.federation.oai_pmh.adapters.gathering.PAGE", 2)
    repository = Repository(records(*(record(str(n)) for n in range(3)), token="t1"), records(record("z")))

    pages = gather(repository)

    assert [len(page.found) for page in pages] == [2, 1, 1]
    assert [page.state.get("pass", {}).get("token") for page in pages] == ["", "t1", None]


def test_wild_dublin_core_is_read():
    inside = """
        <title xml:lang="eng">&lt;b&gt;Maps&lt;/b&gt; &amp;amp; charts</title><title xml:lang="zh-CN">地图</title>
        <identifier>ISBN 123</identifier><identifier>https://a.example/maps</identifier><identifier>10.1/x</identifier>
        <language>ENG</language><language>zho</language><language>Klingon</language>
        <publisher xml:lang="en">Apricot University</publisher><publisher xml:lang="zh">杏大学</publisher>
        <publisher xml:lang="en">Bamboo</publisher><creator>Hopper, Grace</creator><creator>Hopper, Grace</creator>
        <subject>ISCED-F:0532</subject><subject>cartography</subject>
        <description>Short.</description><type>MOOC</type><date>0000-00-00</date>
        <rights>https://creativecommons.org/licenses/by-sa/4.0/</rights>"""

    (page,) = gather(Repository(records(record("a", inside=inside))))

    (facts,) = page.found
    assert facts.title == {"en": "Maps & charts", "zh-hans": "地图"}
    assert facts.url == "https://a.example/maps"
    assert facts.languages == ("en", "zh")
    assert facts.summary == {"und": "Short."}
    assert [each.name for each in facts.institutions] == [
        {"en": "Apricot University", "zh": "杏大学"},
        {"en": "Bamboo"},
    ]
    assert (facts.teachers, facts.subjects, facts.licence, facts.kind) == (
        ("Hopper, Grace",),
        ("0532",),
        "CC-BY-SA-4.0",
        "mooc",
    )


def test_lrmi_of_others_is_read():
    inside = """<r xmlns="http://purl.org/dcx/lrmi-terms/" xmlns:s="http://schema.org/">
        <s:name>Karten</s:name><s:url>https://a.example/karten</s:url><s:inLanguage>de-DE</s:inLanguage>
        <s:publisher>Universität der Birnen</s:publisher><s:author>Ada</s:author><timeRequired>PT90M</timeRequired>
        <s:license>https://creativecommons.org/publicdomain/zero/1.0/</s:license><s:isAccessibleForFree>ja</s:isAccessibleForFree>
        <s:hasCourseInstance><s:startDate>31.12.2026</s:startDate><s:endDate>0000-00-00</s:endDate></s:hasCourseInstance></r>"""
    whole = record("a", status="x").replace("</record>", f"<metadata>{inside}</metadata></record>")

    (page,) = gather(Repository(records(whole)))

    (facts,) = page.found
    assert facts.title == {"de": "Karten"}
    assert facts.institutions == (Institution(name={"de": "Universität der Birnen"}),)
    assert (facts.teachers, facts.workload_hours, facts.is_free) == (("Ada",), Decimal("1.5"), True)
    assert facts.dates == (Dates(starts_on=date(2026, 12, 31)),)


def test_address_may_say_the_set_and_the_format():
    repository = Repository(records(record("a")))

    gather(repository, url="https://a.example/oai?key=7&set=own&metadataPrefix=mods&verb=Identify#x")

    assert repository.asked == [{"key": "7", "verb": "ListRecords", "metadataPrefix": "mods", "set": "own"}]
