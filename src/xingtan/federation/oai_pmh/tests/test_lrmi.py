"""What one Xingtan writes as LRMI, another reads as it was."""

from datetime import UTC, date, datetime
from decimal import Decimal

from xingtan.catalog.registry import Dates, Facts, Institution
from xingtan.federation.oai_pmh.adapters import dc, lrmi, reading_dc, reading_lrmi
from xingtan.kernel.archives import parse_xml

FACTS = Facts(
    remote_id="oai:a.example:7",
    url="https://a.example/maps/?a=1&b=2",
    title={"en": 'Maps & "charts"', "zh-hans": "地图"},
    summary={"en": "Why every map lies."},
    about={"en": "<p>All of <b>it</b> &amp; more.</p>"},
    outcomes=({"en": "Read a map", "fr": "Lire une carte"}, {"en": "Draw one"}),
    languages=("en", "zh-hans"),
    captions=("ar",),
    subjects=("0532",),
    level="advanced",
    workload_hours=Decimal("12.5"),
    institutions=(
        Institution(name={"en": "Apricot", "zh-hans": "杏"}, country="CN", website="https://apricot.example/"),
        Institution(name={"en": "Bamboo"}),
    ),
    teachers=("Grace Hopper", "李老师"),
    licence="CC-BY-4.0",
    kind="mooc",
    is_free=True,
    has_free_certificate=False,
    needs_sign_in=None,
    works_on_phone=True,
    credits=Decimal(3),
    dates=(Dates(starts_on=date(2020, 2, 10), ends_on=date(2020, 5, 1)), Dates(), Dates(starts_on=date(2021, 1, 1))),
    picture_url="https://a.example/maps.png",
    changed_at=datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC),
)


def test_nothing_is_lost():
    written = lrmi.written(FACTS, "https://a.example/page/")

    assert reading_lrmi.facts(parse_xml(written.encode()), FACTS.remote_id) == FACTS


def test_what_is_not_said_is_not_made_up():
    little = Facts(remote_id="x", url="https://a.example/x", title={"und": "X"})

    assert reading_lrmi.facts(parse_xml(lrmi.written(little, "").encode()), "x") == little


def test_what_no_xml_may_hold_is_left_out():
    odd = Facts(remote_id="x", url="https://a.example/x", title={"en": "A\x00\x0b\ud800]]>B", '"><x': "C"})

    written = lrmi.written(odd, "")

    assert reading_lrmi.facts(parse_xml(written.encode()), "x").title == {"en": "A]]>B", "und": "C"}


def test_dublin_core_keeps_what_it_has_words_for():
    read = reading_dc.facts(parse_xml(dc.written(FACTS, "").encode()), FACTS.remote_id)

    for name in ("url", "title", "summary", "languages", "subjects", "teachers", "licence", "kind"):
        assert getattr(read, name) == getattr(FACTS, name)
    assert [each.name for each in read.institutions] == [each.name for each in FACTS.institutions]
