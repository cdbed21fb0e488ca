"""Facts are cleaned in one place; tables are read as spreadsheets write them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from xingtan.directory.rules import facts, languages, standing, tables, taking
from xingtan.directory.rules.facts import Facts, Problem
from xingtan.directory.rules.tables import Row
from xingtan.directory.rules.taking import State

KNOWN = {"lms", "offline"}
SAID = {
    "name": "Lantern",
    "url": "https://lantern.example.org/",
    "categories": ["lms"],
    "summary": {"en": "Lessons."},
    "languages": ["English", "fr", "العربية"],
    "price": "free",
}
NOON = datetime(2020, 3, 13, 12, tzinfo=UTC)


def problems_of(**other):
    return [(each.field, each.code) for each in facts.cleaned({**SAID, **other}, KNOWN)[1]]


def test_facts_are_tidied():
    made, problems = facts.cleaned(
        {**SAID, "name": "  Lan\x00tern\n two ", "country": "ke", "offline": "Full", "min_kbps": "64"}, KNOWN
    )

    assert problems == []
    assert made is not None
    assert (made.name, made.country, made.offline, made.min_kbps) == ("Lantern two", "KE", "full", 64)
    assert made.languages == ("en", "fr", "ar")
    assert made.marks.split() == [
        "category:lms", "language:ar", "language:en", "language:fr", "offline:full", "offline:yes", "price:free",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        ({"name": " "}, ("name", "missing")),
        ({"name": "x" * 121}, ("name", "too_long")),
        ({"url": "javascript:alert(1)"}, ("url", "not_a_link")),
        ({"url": "https://a:b@example.org/"}, ("url", "not_a_link")),
        ({"url": "https://exa mple.org/"}, ("url", "not_a_link")),
        ({"url": "http://[::1"}, ("url", "not_a_link")),
        ({"categories": ["toys"]}, ("categories", "unknown")),
        ({"categories": []}, ("categories", "missing")),
        ({"summary": {"en": " "}}, ("summary", "missing")),
        ({"summary": {"???": "Lessons."}}, ("summary", "no_language")),
        ({"summary": {"en": "x" * 1201}}, ("summary", "too_long")),
        ({"languages": ["no such language"]}, ("languages", "no_language")),
        ({"price": "cheap"}, ("price", "unknown")),
        ({"price": ""}, ("price", "missing")),
        ({"offline": "often"}, ("offline", "unknown")),
        ({"devices": ["abacus"]}, ("devices", "unknown")),
        ({"country": "Kenya"}, ("country", "no_country")),
        ({"min_kbps": "-1"}, ("min_kbps", "not_a_number")),
        ({"min_kbps": "99999999"}, ("min_kbps", "not_a_number")),
        ({"evidence": ["a study"]}, ("evidence", "not_a_link")),
        ({"evidence": [f"https://example.org/{'x' * 400}"]}, ("evidence", "too_long")),
        ({"standards": [str(number) for number in range(31)]}, ("standards", "too_many")),
    ],
)
def test_what_cannot_be_kept_is_said(other, problem):
    assert problem in problems_of(**other)


def test_equal_facts_have_one_name_whatever_the_order():
    one, _ = facts.cleaned({**SAID, "summary": {"fr": "Leçons.", "en": "Lessons."}}, KNOWN)
    other, _ = facts.cleaned({**SAID, "summary": {"en": "Lessons.", "fr": "Leçons."}}, KNOWN)
    third, _ = facts.cleaned({**SAID, "price": "paid"}, KNOWN)

    assert one.digest == other.digest != third.digest


@pytest.mark.parametrize(
    ("name", "url", "slug"),
    [
        ("Khan Académie!", "https://x.example", "khan-academie"),
        ("学堂在线", "https://www.xuetangx.com/", "xuetangx-com"),
        ("x" * 90, "https://x.example", "x" * 50),
    ],
)
def test_address_is_made_of_the_name_or_the_host(name, url, slug):
    assert facts.slug_from(name, url) == slug


def test_spellings_of_one_address_are_one_place():
    spelled = ("http://www.example.org", "https://example.org/", "https://EXAMPLE.org")

    assert {facts.same_place(url) for url in spelled} == {"example.org"}
    assert facts.same_place("https://example.org/a?b=1") != facts.same_place("https://example.org/a")


@pytest.mark.parametrize(
    ("written", "tag"),
    [("French", "fr"), ("FRANÇAIS", "fr"), ("zh_Hans", "zh-hans"), ("简体中文", "zh-hans"), ("??", ""), ("tlh", "tlh")],
)
def test_language_is_known_by_tag_and_names(written, tag):
    assert languages.tag_of(written) == tag


def test_language_names_itself():
    assert [languages.name_of(tag) for tag in ("sw", "pt-br", "tlh")] == ["Kiswahili", "Português", "tlh"]


HEAD = "name;url;categories;summary_fr;languages;price"
LINE = 'Lanterne;https://l.example.org/;lms,offline;"Leçons; à emporter";fr, en;free'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("before", ["", "sep=;\r\n"])
def test_table_of_a_spreadsheet_is_read(encoding, before):
    (row,) = tables.read(f"{before}{HEAD}\r\n{LINE}\r\n;;\r\n".encode(encoding)).rows

    assert row.problems == []
    assert (row.said["name"], row.said["summary"]) == ("Lanterne", {"fr": "Leçons; à emporter"})
    assert (row.said["categories"], row.said["languages"]) == (["lms", "offline"], ["fr", "en"])


def test_line_of_each_entry_is_known_though_cells_have_lines():
    data = 'name,url,summary\n"One",https://1.example,"a\nb\nc"\n\nTwo,https://2.example,x\n'

    assert [(row.line, row.said["name"]) for row in tables.read(data.encode()).rows] == [(2, "One"), (6, "Two")]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"\n\n", "empty"), (b"a,b\n1,2\n", "no_head"), (b'"' + b"x" * 200_000, "broken")],
)
def test_what_is_no_table_is_said(data, code):
    with pytest.raises(tables.NotATable) as no:
        tables.read(data)

    assert no.value.code == code


def test_bad_cells_are_said_with_their_line():
    table = tables.read(b"slug,name,url,listed_on,color\nA B,x,u,13.3.2020,red,more\nnew,x,u,1789-07-14,\n")

    assert table.unknown == ["color"]
    assert [[(each.field, each.code) for each in row.problems] for row in table.rows] == [
        [("slug", "no_address"), ("listed_on", "no_date"), ("", "too_many_cells")],
        [("slug", "no_address"), ("listed_on", "no_date")],
    ]


def test_cell_that_never_ends_stops_the_table():
    rows = list(tables.read(b'name,url\nOne,u\nTwo,"' + b"x" * 200_000).rows)

    assert [[each.code for each in row.problems] for row in rows] == [[], ["broken"]]


def test_table_ends_somewhere(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 1)
    rows = list(tables.read(b"name,url\n1,u\n2,u\n3,u\n").rows)

    assert [[each.code for each in row.problems] for row in rows] == [[], ["too_many_rows"]]


def test_guard_against_formulas_is_taken_off():
    (row,) = tables.read(b"name,url\n'=SUM(A1),'tis\n").rows

    assert (row.said["name"], row.said["url"]) == ("=SUM(A1)", "'tis")


def test_row_may_say_lists_and_texts_as_programs_do():
    row = tables.row_of(
        3, {"name": "x", "url": "u", "languages": ["en"], "summary": {"fr": "y"}, "since": date(2020, 3, 13)}
    )

    assert (row.said["languages"], row.said["summary"], row.since) == (["en"], {"fr": "y"}, date(2020, 3, 13))


def row(**dates):
    return Row(2, **dates)


FACTS = Facts(name="x", url="https://x.example")
OTHER = Facts(name="y", url="https://x.example")


def test_new_entry_waits_unless_an_older_list_had_it():
    fresh = taking.decide(row(), FACTS, None, NOON)
    taken_over = taking.decide(row(listed_on=date(2020, 3, 10), delisted_on=date(2020, 3, 12)), FACTS, None, NOON)

    assert (fresh.outcome, fresh.valid_from, fresh.steps) == ("added", NOON, [("submitted", NOON)])
    start = taking.start_of(date(2020, 3, 10))
    assert taken_over.valid_from == start
    assert [status for status, _ in taken_over.steps] == ["submitted", "listed", "delisted"]


def test_day_to_come_is_refused():
    assert taking.decide(row(listed_on=date(2020, 3, 14)), FACTS, None, NOON).problems == [
        Problem("listed_on", "in_future", "2020-03-14")
    ]


def test_same_row_again_does_nothing():
    listed = row(since=date(2020, 3, 1), listed_on=date(2020, 3, 1))
    state = taking.apply(taking.decide(listed, FACTS, None, NOON), None, FACTS, "x")
    newer = taking.decide(row(since=date(2020, 3, 5)), OTHER, state, NOON)
    state = taking.apply(newer, state, OTHER, "x")

    assert newer.outcome == "changed"
    assert taking.decide(listed, FACTS, state, NOON).outcome == "unchanged"
    assert taking.decide(row(since=date(2020, 3, 5)), OTHER, state, NOON).outcome == "unchanged"


def test_history_is_not_rewritten():
    day = taking.start_of(date(2020, 3, 10))
    state = State("x", [(FACTS.digest, day)], [("submitted", day), ("listed", day)])

    earlier = taking.decide(row(since=date(2020, 3, 1)), OTHER, state, NOON)
    step = taking.decide(row(delisted_on=date(2020, 3, 9)), FACTS, state, NOON)

    assert [each.problems[0].code for each in (earlier, step)] == ["history", "history"]
    assert taking.decide(row(delisted_on=date(2020, 3, 11)), FACTS, state, NOON).steps[0][0] == "delisted"


def test_steps_follow_each_other():
    assert standing.may_follow("submitted", "checked")
    assert not standing.may_follow("submitted", "listed")
    assert not standing.may_follow("nowhere", "listed")


def test_listed_since_begins_again_after_a_gap():
    steps = [("submitted", NOON), ("listed", NOON), ("due", NOON + timedelta(1))]
    gone = [*steps, ("delisted", NOON + timedelta(2))]
    back = [*gone, ("listed", NOON + timedelta(3))]

    assert [standing.listed_since(each) for each in (steps, gone, back)] == [NOON, None, NOON + timedelta(3)]


def test_entry_is_stale_when_nobody_changed_or_confirmed_it():
    refreshed = standing.refreshed_at([("listed", NOON), ("due", NOON + timedelta(400))], NOON - timedelta(9))

    assert refreshed == NOON
    assert not standing.is_stale(refreshed, NOON + timedelta(547))
    assert standing.is_stale(refreshed, NOON + timedelta(548))


def test_day_ends_with_its_last_moment():
    assert standing.end_of(date(2020, 3, 13)) > NOON
    assert standing.end_of(date(2020, 3, 13)) < taking.start_of(date(2020, 3, 14))
