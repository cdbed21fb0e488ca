"""Reasons to ask how a student is."""

from decimal import Decimal

import pytest

from xingtan.insights.rules import flags
from xingtan.insights.rules.flags import Standing, Terms

HERE, EXCUSED = ("present", "late"), ("excused",)


@pytest.mark.parametrize(
    ("statuses", "count"),
    [
        ([], 0),
        (["present"], 0),
        (["absent", "absent"], 2),
        (["absent", "present", "absent"], 1),
        (["present", "absent", "excused", "absent"], 2),
        (["excused", "excused"], 0),
        (["absent", "late"], 0),
    ],
)
def test_sessions_missed_in_a_row(statuses, count):
    assert flags.missed_in_a_row(statuses, here=HERE, excused=EXCUSED) == count


def test_line_needs_a_class_and_a_difference():
    assert flags.line_of([Decimal(n) for n in range(9)], 10) is None
    assert flags.line_of([Decimal(5)] * 20, 10) is None
    assert flags.line_of([Decimal(n) for n in range(20)], 0) is None
    assert flags.line_of([Decimal(n) for n in range(20)], 10) == 2


def test_every_reason_has_its_facts():
    bad = Standing(missed=4, points=Decimal(1), has_handed_in=False, days_unseen=20)

    found = [each.to_json() for each in flags.reasons(bad, Terms(), line=Decimal(2))]

    assert found == [
        {"code": "missed", "facts": {"count": 4}},
        {"code": "points", "facts": {"points": "1", "percent": 10}},
        {"code": "work", "facts": {}},
        {"code": "unseen", "facts": {"days": 20}},
    ]


def test_what_is_not_watched_or_not_known_is_no_reason():
    bad = Standing(missed=4, points=Decimal(1), has_handed_in=False, days_unseen=20)
    off = Terms(missed_in_a_row=0, quantile_percent=0, days_unseen=0, expects_work=False)

    assert flags.reasons(bad, off, line=None) == []
    assert flags.reasons(Standing(), Terms(), line=Decimal(5)) == []
    assert flags.reasons(Standing(missed=2, points=Decimal(5), days_unseen=13), Terms(), line=Decimal(5)) == []
