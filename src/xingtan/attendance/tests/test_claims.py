"""Claims to be here, judged without a database."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from xingtan.attendance.rules import claims as rules
from xingtan.attendance.rules.claims import Claim, Opened, judge
from xingtan.kernel.ids import new_uid
from xingtan.kernel.seals import SealBroken

# A moment at which the code has just turned.
TURN = 1_772_442_000
OPENED = Opened(round=new_uid(), session=new_uid(), opened_at=TURN - 60)
CLAIM = Claim(round=OPENED.round, person=7, at=TURN)


def why(claim: Claim, **asked: Any) -> str:
    verdict = judge(claim, replace(OPENED, **asked))
    assert verdict.is_taken == (verdict.why == "")
    return verdict.why


def test_tap_is_enough_where_nothing_else_is_asked() -> None:
    assert judge(CLAIM, OPENED) == rules.Verdict(is_taken=True, by=("tap",))


@pytest.mark.parametrize(
    ("at", "expected"), [(TURN - 61, "closed"), (TURN - 60, ""), (TURN + 59, ""), (TURN + 60, "closed")]
)
def test_claim_counts_between_opening_and_closing(at: float, expected: str) -> None:
    assert why(replace(CLAIM, at=at), closed_at=TURN + 60) == expected


def test_claim_of_another_round_is_refused() -> None:
    assert why(replace(CLAIM, round=new_uid())) == "closed"


@pytest.mark.parametrize(("age", "expected"), [(0, ""), (9, ""), (19.9, ""), (20, "old"), (3600, "old")])
def test_screenshot_of_the_qr_code_is_refused_at_twenty_seconds(age: float, expected: str) -> None:
    token = rules.token_at(OPENED.round, TURN)

    assert why(replace(CLAIM, token=token, at=TURN + age), means=("qr",)) == expected
    assert rules.is_fresh(token, TURN + age) == (expected == "")


def test_qr_code_turns_every_ten_seconds_and_is_the_same_on_every_screen() -> None:
    tokens = [rules.token_at(OPENED.round, TURN + second) for second in range(30)]

    assert len(set(tokens[:10])) == 1
    assert len(set(tokens)) == 3


@pytest.mark.parametrize("token", ["", "x", "é", "AAAA" * 20, "\x00", "=" * 8])
def test_rubbish_is_no_qr_code(token: str) -> None:
    assert why(replace(CLAIM, token=token), means=("qr",)) == ("not_ours" if token else "missing")
    assert not rules.is_fresh(token, TURN)
    with pytest.raises(SealBroken):
        rules.round_of_token(token)


def test_qr_code_of_another_round_is_refused() -> None:
    other = rules.token_at(new_uid(), TURN)

    assert why(replace(CLAIM, token=other), means=("qr",)) == "not_ours"


def test_round_is_read_from_an_old_qr_code() -> None:
    assert rules.round_of_token(rules.token_at(OPENED.round, 0)) == OPENED.round


def test_scan_is_proved_for_one_person_and_for_two_minutes() -> None:
    scan = rules.prove_scan(OPENED.round, 7, TURN)

    assert why(replace(CLAIM, scan=scan, at=TURN + 119), means=("qr",)) == ""
    assert why(replace(CLAIM, scan=scan, at=TURN + 120), means=("qr",)) == "old"
    assert why(replace(CLAIM, scan=scan, person=8), means=("qr",)) == "not_ours"


@pytest.mark.parametrize(
    ("code", "expected"),
    [("0420", ""), ("0421", "wrong_code"), ("420", "wrong_code"), ("٠٤٢٠", "wrong_code"), ("", "missing")],
)
def test_code_is_compared(code: str, expected: str) -> None:
    assert why(replace(CLAIM, code=code), means=("code",), code="0420") == expected


def test_round_without_a_code_has_no_right_one() -> None:
    assert why(replace(CLAIM, code="0"), means=("code",)) == "wrong_code"


@pytest.mark.parametrize(("gesture", "expected"), [("1598", ""), ("1589", "wrong_gesture"), ("", "missing")])
def test_gesture_is_compared(gesture: str, expected: str) -> None:
    assert why(replace(CLAIM, gesture=gesture), means=("gesture",), gesture="1598") == expected


@pytest.mark.parametrize(
    ("latitude", "longitude", "accuracy", "expected", "band"),
    [
        (52.52, 13.405, 0, "", "inside"),
        (52.5208, 13.405, 0, "", "inside"),
        (52.5211, 13.405, 0, "outside", "near"),
        (52.5211, 13.405, 50, "", "inside"),
        (53.0, 13.405, 1e9, "outside", "far"),
        (None, None, 0, "missing", ""),
        (float("nan"), 13.405, 0, "no_place", ""),
        (91.0, 13.405, 0, "no_place", ""),
        (-52.52, -166.595, float("inf"), "outside", "far"),
    ],
)
def test_place_is_compared_and_only_a_band_is_told(
    latitude: float | None, longitude: float | None, accuracy: float, expected: str, band: str
) -> None:
    asked = replace(OPENED, means=("place",), latitude=52.52, longitude=13.405, radius=100)

    verdict = judge(replace(CLAIM, latitude=latitude, longitude=longitude, accuracy=accuracy), asked)

    assert (verdict.why, verdict.band) == (expected, band)


def test_round_without_a_place_takes_none() -> None:
    assert why(replace(CLAIM, latitude=1.0, longitude=1.0), means=("place",)) == "no_place"


def test_any_of_what_is_asked_is_enough_or_all_of_it() -> None:
    asked = replace(OPENED, means=("code", "gesture"), code="1234", gesture="159")
    shown = replace(CLAIM, code="1234")

    assert judge(shown, asked).by == ("code",)
    assert judge(shown, replace(asked, needs_all=True)).why == "missing"
    assert judge(replace(shown, gesture="9"), replace(asked, needs_all=True)).why == "wrong_gesture"
    assert judge(replace(shown, gesture="159"), replace(asked, needs_all=True)).by == ("code", "gesture")


def test_pass_says_who_may_claim_where_for_a_quarter_of_an_hour() -> None:
    sealed = rules.make_pass(OPENED, 7, TURN)

    assert rules.read_pass(sealed, TURN + 899) == rules.Pass(OPENED.round, OPENED.session, 7)
    device = rules.device_in(OPENED.round, "a browser")
    assert rules.read_pass(rules.make_pass(OPENED, 7, TURN, device), TURN).device == device
    assert rules.device_in(new_uid(), "a browser") != device
    for bad, at in (
        (sealed, TURN + 900),
        (sealed[:-1], TURN),
        ("", TURN),
        (rules.prove_scan(OPENED.round, 7, TURN), TURN),
    ):
        with pytest.raises(SealBroken):
            rules.read_pass(bad, at)


def test_clock_of_the_student_is_never_asked() -> None:
    assert {"at", "round", "person"} <= set(Claim.__dataclass_fields__)
    assert isinstance(CLAIM.round, UUID)
    assert [name for name in Claim.__dataclass_fields__ if "time" in name or "clock" in name] == []
