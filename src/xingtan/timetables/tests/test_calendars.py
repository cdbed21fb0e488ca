"""Calendars of other programs: unrolled, recognised when they come again, refused where they would take for ever."""

from datetime import date, time

import pytest

from xingtan.teaching import public as teaching
from xingtan.timetables.adapters import Terms, read
from xingtan.timetables.adapters.calendars import MOST_BYTES
from xingtan.timetables.tests import factories

TERMS = Terms(date(2026, 3, 2), date(2026, 7, 5), "Asia/Shanghai", {"m1": "M1", "p1": "P1"})
ZONE = """BEGIN:VTIMEZONE
TZID:Our Campus
BEGIN:STANDARD
DTSTART:20070101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
END:STANDARD
END:VTIMEZONE
"""


def calendar(*events, more=""):
    body = "".join(f"BEGIN:VEVENT\n{each}\nEND:VEVENT\n" for each in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n{more}{body}END:VCALENDAR\n".encode()


def event(uid="a", summary="M1 - Limits", day="20260302", more="", zone=";TZID=Asia/Shanghai"):
    return f"UID:{uid}\nSUMMARY:{summary}\nDTSTART{zone}:{day}T080000\nDTEND{zone}:{day}T094000" + (
        f"\n{more}" if more else ""
    )


def said(*events, **facts):
    return [(each.on, each.starts, each.zone) for each in read(calendar(*events, **facts), TERMS).lines]


def test_a_rule_is_unrolled_with_its_exceptions():
    found = said(
        event(more="RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Asia/Shanghai:20260309T080000"),
        event(day="20260317", more="RECURRENCE-ID;TZID=Asia/Shanghai:20260316T080000"),
    )

    assert found == [(date(2026, 3, each), time(8), "Asia/Shanghai") for each in (2, 17, 23)]


def test_zones_of_the_file_are_understood():
    assert said(event(zone=";TZID=Our Campus"), more=ZONE) == [(date(2026, 3, 2), time(8), "Asia/Shanghai")]


def test_times_without_a_zone_are_the_universitys():
    assert said(event(zone="")) == [(date(2026, 3, 2), time(8), "")]


def test_the_local_time_stays_when_the_clock_changes():
    found = said(event(day="20260323", more="RRULE:FREQ=WEEKLY;COUNT=2", zone=";TZID=Europe/Berlin"))

    assert found == [(date(2026, 3, each), time(8), "Europe/Berlin") for each in (23, 30)]


@pytest.mark.parametrize("summary", ["M1", "m1 - Limits", "Limits (M1)", "M1: Limits", "Limits | M1", "[M1] Limits"])
def test_the_class_is_found_in_the_title(summary):
    (line,) = read(calendar(event(summary=summary)), TERMS).lines

    assert (line.code, line.title) == ("M1", "" if summary == "M1" else "Limits")


def test_the_class_is_found_in_the_categories():
    (line,) = read(calendar(event(summary="Limits", more="CATEGORIES:Lecture,P1")), TERMS).lines

    assert (line.code, line.title) == ("P1", "Limits")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_calendar"),
        (b"rubbish" * 1000, "not_a_calendar"),
        (b"BEGIN:VCALENDAR\n" * 1000, "not_a_calendar"),
        (bytes(range(256)) * 40, "not_a_calendar"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR", "not_a_calendar"),
        (b" " * (MOST_BYTES + 1), "too_large"),
        (calendar(event(more="RRULE:FREQ=WEEKLY")), "endless"),
        (calendar(event(more="RRULE:FREQ=SECONDLY;COUNT=99999999")), "odd_rule"),
        (calendar(event(more="RRULE:FREQ=DAILY;COUNT=5;BYHOUR=1,2,3")), "odd_rule"),
        (calendar(event(more="RRULE:FREQ=DAILY;COUNT=1;BYMONTH=2;BYMONTHDAY=30")), "odd_rule"),
        (calendar(event(more="RRULE:FREQ=DAI\n LY;INTERVAL=1")), "endless"),
        (calendar(event(more="RRULE:nonsense")), "odd_rule"),
        (calendar(event(), more=ZONE.replace("TZOFFSETFROM", "RRULE:FREQ=SECONDLY\nTZOFFSETFROM")), "odd_rule"),
        (calendar(event(day="00010101")), "far_away"),
        (calendar(event(day="99999999")), "not_an_event"),
        (calendar("UID:b\nSUMMARY:M1"), "not_an_event"),
        (calendar(event(summary="Lunch")), "no_class"),
        (calendar("UID:c\nSUMMARY:M1\nDTSTART;VALUE=DATE:20260302"), "whole_day"),
        (calendar("UID:d\nSUMMARY:M1\nDTSTART:20260302T080000Z\nDTEND:20260304T080000Z"), "odd_length"),
        (calendar("UID:e\nSUMMARY:M1\nDTSTART:20260302T080000Z"), "odd_length"),
    ],
)
def test_what_cannot_be_planned_is_said(data, code):
    found = read(data, TERMS)

    assert [each.code for each in found.problems] == [code]


def test_a_problem_stands_with_the_line_its_event_begins_in():
    (found,) = read(calendar(event(), event(uid="b", summary="Lunch")), TERMS).problems

    assert found.line == 10


def test_an_event_that_moves_stays_the_same_session(term, maths, kofi):
    rule = "RRULE:FREQ=WEEKLY;COUNT=3"
    factories.planned(term, calendar(event(more=rule)), kofi, kind="ics")
    before = list(teaching.Session.objects.order_by("pk").values_list("uid", flat=True))

    again = factories.planned(term, calendar(event(more=rule)), kofi, kind="ics")
    assert again.report["counts"]["stay"] == 3

    moved = event(day="20260310", more="RECURRENCE-ID;TZID=Asia/Shanghai:20260309T080000")
    factories.planned(term, calendar(event(more=rule), moved), kofi, kind="ics")
    assert list(teaching.Session.objects.order_by("pk").values_list("uid", flat=True)) == before
    assert teaching.Session.objects.filter(starts_at__date="2026-03-10").exists()

    factories.planned(term, calendar(event(more="RRULE:FREQ=WEEKLY;COUNT=2")), kofi, kind="ics")
    assert list(teaching.Session.objects.order_by("starts_at").values_list("status", flat=True)) == [
        "planned",
        "planned",
        "cancelled",
    ]


def test_all_events_may_be_of_one_class(term, maths, kofi):
    factories.planned(term, calendar(event(summary="Limits")), kofi, kind="ics", columns={"code": "M1"})

    assert str(teaching.Session.objects.get().title) == "Limits"
