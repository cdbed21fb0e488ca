"""Each institution counts once; what looks odd is asked; numbers find their place; batches are looked through."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.reporting import rules
from xingtan.reporting.rules.checking import STREAMS
from xingtan.reporting.rules.translating import family_rows

codes = st.sampled_from(["a", "b", "c"])
values = st.integers(0, 1000)
claims = st.lists(
    st.builds(rules.Claim, codes, values, st.sampled_from(rules.CLASSES), st.sampled_from(["institution", "p1", "p2"])),
    max_size=12,
)
counts = st.dictionaries(codes, values)


@given(counts, claims, st.randoms())
def test_order_changes_nothing(counted, said, random):
    shuffled = list(said)
    random.shuffle(shuffled)

    assert rules.settle(counted, said) == rules.settle(counted, shuffled)
    assert rules.settle(counted, said) == rules.settle(counted, said + said)


@given(counts, claims)
def test_each_institution_counts_once_and_nobody_is_lost(counted, said):
    found = rules.settle(counted, said)

    assert [each.institution for each in found] == sorted({*counted, *(each.institution for each in said)})


@given(counts, claims)
def test_no_claim_of_a_firmer_class_is_passed_over(counted, said):
    for each in rules.settle(counted, said):
        rank = rules.CLASSES.index(each.class_)
        assert all(rules.CLASSES.index(other.class_) >= rank for other in each.others)
        assert all(other.value <= each.value for other in each.others if other.class_ == each.class_)


@given(counts, claims)
def test_shares_by_class_add_up(counted, said):
    settled = rules.settle(counted, said)
    shares = rules.share_by_class(settled).values()

    assert sum(each.institutions for each in shares) == len(settled)
    assert sum(each.value for each in shares) == sum(each.value for each in settled)


def test_one_institution_of_four_sources_counts_once():
    said = [
        rules.Claim("r1", 70, "institution", "institution"),
        rules.Claim("r1", 40, "platform", "p1"),
        rules.Claim("r1", 50, "platform", "p2"),
        rules.Claim("r1", 99, "estimated", "p3"),
    ]

    (by_platform,) = rules.settle({}, said)
    (by_count,) = rules.settle({"r1": 45}, said)

    assert (by_platform.value, by_platform.source, len(by_platform.others)) == (50, "p2", 3)
    assert (by_count.value, by_count.class_, by_count.source, len(by_count.others)) == (45, "counted", "here", 4)


@pytest.mark.parametrize(
    ("values", "before", "keys"),
    [
        ({"lessons": 10, "attendances": 1650}, {}, []),
        ({"lessons": 10, "attendances": 9}, {}, ["attendances_under_lessons"]),
        ({"learners": 10, "attendances": 9}, {}, ["attendances_under_learners"]),
        ({"lessons": 2, "courses": 3}, {}, ["lessons_under_courses"]),
        ({"lessons": 10, "attendances": 5001}, {}, ["many_a_lesson"]),
        ({"lessons": 10, "attendances": 5000}, {}, []),
        ({"teachers": 101}, {}, ["teachers_over_students"]),
        ({"learners": 201}, {}, ["learners_over_students"]),
        ({"teachers": 101, "students": 500}, {}, []),
        ({"courses": 21}, {"courses": 1}, ["many_times_more"]),
        ({"courses": 20}, {"courses": 1}, []),
        ({"courses": 4}, {"courses": 100}, ["many_times_less"]),
        ({"courses": 4}, {"courses": 0}, []),
        ({"lessons": 0, "attendances": 9}, {}, ["attendances_without_lessons"]),
    ],
)
def test_what_looks_odd_is_asked(values, before, keys):
    assert [each.key for each in rules.questions_of(values, before, 100)] == keys


@given(st.permutations(range(1, 12)), st.integers(1, 11))
def test_numbers_in_any_order_leave_no_hole_in_the_end(order, cut):
    last, missing = 0, []
    for number in order[:cut]:
        place = rules.place_of(number, last=last, missing=missing)
        assert place.kind != "again"
        last, missing = place.last, list(place.missing)
    seen = set(order[:cut])
    holes = {each for first, end in missing for each in range(first, end + 1)}

    assert last == max(seen)
    assert holes == set(range(1, last)) - seen
    assert rules.missing_count(missing) == len(holes)
    assert all(rules.place_of(each, last=last, missing=missing).kind == "again" for each in seen)


def test_canonical_text_is_one():
    assert rules.canonical({"b": 1, "a": "杏"}) == rules.canonical({"a": "杏", "b": 1}) == '{"a":"杏","b":1}'.encode()
    with pytest.raises(ValueError):
        rules.canonical({"a": float("nan")})


NOW = datetime(2020, 4, 3, 12, tzinfo=UTC)
GOOD = {"id": "e1", "at": "2020-04-03T08:00:00Z", "kind": "attended", "account": "u-7f", "session": "s1", "seconds": 60}


def look(*rows, stream="behaviour", form="events"):
    lines = (each if isinstance(each, bytes) else json.dumps(each).encode() for each in rows)
    return rules.look_through(b"\n".join(lines), stream=stream, form=form, now=NOW)


def test_a_good_batch_is_taken_whole():
    looked = look(GOOD, GOOD, b"")

    assert (len(looked.rows), looked.reasons) == (2, [])


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (b"{", "no_json"),
        (b"[1]", "no_json"),
        (b"NaN", "no_json"),
        (b"[" * 100_000, "long_line"),
        (b"[" * 15_000, "no_json"),
        (b"", "empty"),
        (b"\xff\xfe", "no_json"),
        ({**GOOD, "x": "y" * 20_000}, "long_line"),
        ({**GOOD, "kind": "signed_in"}, "unknown_kind"),
        ({**GOOD, "kind": ["attended"]}, "unknown_kind"),
        ({key: value for key, value in GOOD.items() if key != "id"}, "missing_field"),
        ({key: value for key, value in GOOD.items() if key != "session"}, "missing_field"),
        ({**GOOD, "seconds": -1}, "negative"),
        ({**GOOD, "seconds": -0.5}, "negative"),
        ({**GOOD, "at": "2020-04-03T12:11:00Z"}, "future"),
        ({**GOOD, "at": "2020-04-03T13:05:00-01:00"}, "future"),
        ({**GOOD, "joined_at": "2021-04-03T12:11:00Z"}, "future"),
        ({**GOOD, "at": "1970-01-01T00:00:00Z"}, "too_old"),
        ({**GOOD, "at": "2020-04-03 08:00"}, "no_moment"),
        ({**GOOD, "at": "2020-13-03T08:00:00Z"}, "no_moment"),
        ({**GOOD, "at": None}, "no_moment"),
        ({**GOOD, "account": "ada@example.org"}, "tells_who"),
        ({**GOOD, "account": "13800138000"}, "tells_who"),
        ({**GOOD, "account": "11010519491231002X"}, "tells_who"),
        ({**GOOD, "note": "+8613800138000"}, "tells_who"),
        ({**GOOD, "account": "李 娜"}, "no_pseudonym"),
        ({**GOOD, "more": {"a": 1}}, "nested"),
    ],
)
def test_a_bad_line_keeps_its_batch_out_and_says_where(row, key):
    looked = look(GOOD, row) if row != b"" else look(row)

    assert {each.key for each in looked.reasons} == {key}
    assert {each.line for each in looked.reasons} == ({2} if row != b"" else {0})


def test_who_somebody_is_is_not_repeated():
    (reason,) = look({**GOOD, "account": "ada@example.org"}).reasons

    assert "ada" not in str(reason)


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({"day": "2020-04-03", "institution": "r1", "measure": "lessons", "value": -1}, "negative"),
        ({"day": "2020-04-03", "institution": "r1", "measure": "lessons", "value": 1.5}, "no_number"),
        ({"day": "2020-04-03", "institution": "r1", "measure": "lessons", "value": True}, "no_number"),
        ({"day": "2020-04-06", "institution": "r1", "measure": "lessons", "value": 1}, "future"),
        ({"day": "1999-04-06", "institution": "r1", "measure": "lessons", "value": 1}, "too_old"),
        ({"day": "soon", "institution": "r1", "measure": "lessons", "value": 1}, "no_day"),
        ({"day": "2020-04-03", "institution": "r1", "value": 1}, "missing_field"),
    ],
)
def test_figures_of_a_day_are_looked_at_too(row, key):
    assert [each.key for each in look(row, form="aggregates").reasons] == [key]


def test_a_hundred_thousand_bad_lines_give_fifty_reasons():
    looked = look(*[b"{"] * 100_000)

    assert len(looked.reasons) == 50


@given(st.binary(max_size=300), st.sampled_from(sorted(STREAMS)), st.sampled_from(["events", "aggregates"]))
def test_nothing_falls_over_rubbish(data, stream, form):
    rules.look_through(data, stream=stream, form=form, now=NOW)


plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.lists(st.integers())
)


@given(st.dictionaries(st.sampled_from([*GOOD, "joined_at", "starts_at", "minutes", "course"]), plain))
def test_nothing_falls_over_strange_values(strange):
    row = {**GOOD, **strange}
    looked = rules.look_through_rows([row], stream="behaviour", form="events", now=NOW)

    for each in looked.rows:
        family_rows([each], key=lambda kind, name: hash((kind, name)), platform=1, universities={})


def test_what_is_told_becomes_columns():
    rows: list[dict[str, Any]] = [
        {"id": "1", "at": "2020-03-01T08:00:00Z", "kind": "held", "session": "s", "course": "c", "minutes": 45},
        {"id": "2", "at": "2020-03-01T08:00:00Z", "kind": "account", "account": "a", "institution": "r1"},
        {"id": "3", "at": "2020-03-01T08:00:00Z", "kind": "outage"},
    ]

    counted, kept = family_rows(rows, key=lambda kind, name: len(kind + name), platform=4, universities={"r1": 9})

    assert [(each["family"], each.get("university")) for each in counted] == [("held", None), ("accounts", 9)]
    assert counted[0]["starts_at"] == "2020-03-01T08:00:00Z"
    assert counted[1]["person"] == counted[1]["account"]
    assert kept == rows[2:]
    assert timedelta(minutes=counted[0]["minutes"]) == timedelta(minutes=45)
