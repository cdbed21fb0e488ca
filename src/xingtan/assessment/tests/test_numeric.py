"""Numbers as people of all scripts type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.assessment.rules import numeric
from xingtan.assessment.rules.problem import NumericQuestion, Span, Tolerance
from xingtan.assessment.rules.unreadable import Unreadable


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("1.5", (1.5,)),
        ("1,5", (1.5,)),
        (" -3 ", (-3.0,)),
        ("−3", (-3.0,)),
        ("+.5", (0.5,)),
        ("5.", (5.0,)),
        ("1,234", (1234.0, 1.234)),
        ("1,234.5", (1234.5,)),
        ("1.234,5", (1234.5,)),
        ("1.234.567", (1234567.0,)),
        ("1,234,567", (1234567.0,)),
        ("12,34,567", (1234567.0,)),
        ("1 234 567", (1234567.0,)),
        ("1\u202f234,5", (1234.5,)),
        ("1'234", (1234.0,)),
        ("1’234", (1234.0,)),
        ("1_000", (1000.0,)),
        ("２．５", (2.5,)),
        ("٣٫٥", (3.5,)),
        ("१२", (12.0,)),
        ("2/3", (2 / 3,)),
        ("3*10^4", (30000.0,)),
        ("3×10⁴", (30000.0,)),
        ("3·10⁻²", (0.03,)),
        ("1e5", (100000.0,)),
        ("1.2E-3", (0.0012,)),
        ("2^-3", (0.125,)),
        ("-2^2", (-4.0,)),
        ("(-2)^3", (-8.0,)),
        ("sqrt(2)^2", (2.0000000000000004,)),
        ("√(9)", (3.0,)),
        ("|-3|", (3.0,)),
        ("4!", (24.0,)),
        ("5%", (0.05,)),
        ("½", (0.5,)),
        ("2½", (2.5,)),
        ("[1+1]*{2}", (4.0,)),
        ("sin(π/2)", (1.0,)),
        ("2π", (6.283185307179586,)),
        ("二〇二六", (2026.0,)),
        ("三十二", (32.0,)),
        ("十", (10.0,)),
        ("两千零五", (2005.0,)),
        ("一亿二千万", (120000000.0,)),
        ("三万亿", (3000000000000.0,)),
        ("负二点五", (-2.5,)),
        ("三分之二", (2 / 3,)),
    ],
)
def test_number_is_read(typed, values):
    assert numeric.readings(typed) == values


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "x",
        "nan",
        "NaN",
        "inf",
        "-Infinity",
        "∞",
        "1/0",
        "0^-1",
        "9**9**9",
        "9^9^9^9^9",
        "200!",
        "(-1)!",
        "sqrt(-1)",
        "3e400",
        "1e99999",
        "1,2,3",
        "1.2.3",
        "2 3",
        "0x10",
        "1+",
        "*2",
        ")",
        "(1",
        "|1",
        "sin",
        "sin 1",
        "sin^-1(1)",
        "log(10)",
        "__import__('os')",
        "().__class__",
        "1;2",
        "1=1",
        "lambda:0",
        "2" * 41,
        "1+" * 300 + "1",
        "(" * 200 + "1" + ")" * 200,
        "12.5½",
        "亿" * 490,
        "\x00",
        "💥",
    ],
)
def test_no_number_is_refused_with_words(typed):
    with pytest.raises(Unreadable) as refused:
        numeric.readings(typed)

    assert str(refused.value)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(typed):
    try:
        values = numeric.readings(typed)
    except Unreadable:
        return
    assert all(abs(value) < float("inf") for value in values)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_its_own_answer(number):
    question = NumericQuestion(id="q", type="numeric", answer=repr(number))

    assert numeric.judge(question, repr(number)) == 1


@pytest.mark.parametrize(
    ("tolerance", "typed", "share"),
    [
        (None, "9.8", 0),
        (None, "9.81", 1),
        (None, "9.81000000001", 1),
        (Tolerance(0.01, is_relative=False), "9.82", 1),
        (Tolerance(0.01, is_relative=False), "9.8201", 0),
        (Tolerance(0.05, is_relative=True), "10.3", 1),
        (Tolerance(0.05, is_relative=True), "10.31", 0),
        (Tolerance(0.05, is_relative=True), "-9.81", 0),
    ],
)
def test_tolerance(tolerance, typed, share):
    question = NumericQuestion(id="q", type="numeric", answer="9.81", tolerance=tolerance)

    assert numeric.judge(question, typed) == share


@pytest.mark.parametrize(("typed", "share"), [("0", 1), ("sin(pi)", 1), ("0.0001", 0)])
def test_zero_has_no_relative_neighbors(typed, share):
    question = NumericQuestion(id="q", type="numeric", answer="0", tolerance=Tolerance(0.05, is_relative=True))

    assert numeric.judge(question, typed) == share


@pytest.mark.parametrize(("typed", "share"), [("5", 1), ("6.99", 1), ("7", 0), ("4.99", 0), ("100", 1), ("101", 0)])
def test_range_with_an_open_end(typed, share):
    question = NumericQuestion(id="q", type="numeric", span=Span(5, 7, has_high=False), accept=("100",))

    assert numeric.judge(question, typed) == share


def test_range_may_be_open_below():
    assert [Span(5, 7, has_low=False).holds(value) for value in (5, 5.1, 7, 7.1)] == [False, True, True, False]


LENGTH = {"m": 1.0, "cm": 0.01, "in": 0.0254}


@pytest.mark.parametrize(
    ("units", "prefixes", "typed", "share"),
    [
        (LENGTH, False, "2 m", 1),
        (LENGTH, False, "200cm", 1),
        (LENGTH, False, "2×10² cm", 1),
        (LENGTH, False, "78.740157480315 in", 1),
        (LENGTH, False, "2 cm", 0),
        ({"m": 1.0}, True, "0.002 km", 1),
        ({"m": 1.0}, True, "2000000 µm", 1),
        ({"m": 1.0}, True, "2000000 μm", 1),
        ({"m/s^2": 1.0}, False, "2 m/s²", 1),
        ({"m/s²": 1.0}, False, "2 m/s^2", 1),
        ({"°C": 1.0}, False, "2 ℃", 1),
        ({"米": 1.0}, False, "2米", 1),
        ({"min": 1.0, "in": 5.0}, True, "2 min", 1),
    ],
)
def test_units(units, prefixes, typed, share):
    question = NumericQuestion(id="q", type="numeric", answer="2", units=units, has_prefixes=prefixes)

    assert numeric.judge(question, typed) == share


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2", "Write the unit too. Use one of: m, cm, in."),
        ("2 kg", "The unit “kg” is not known here. Use one of: m, cm, in."),
        ("2 km", "The unit “km” is not known here. Use one of: m, cm, in."),
        ("m", "The unit “m” is not known here. Use one of: m, cm, in."),
    ],
)
def test_unit_that_is_missing_or_strange_is_said(typed, words):
    question = NumericQuestion(id="q", type="numeric", answer="2", units=LENGTH)

    with pytest.raises(Unreadable) as refused:
        numeric.judge(question, typed)

    assert str(refused.value) == words


def test_unit_may_be_optional():
    question = NumericQuestion(id="q", type="numeric", answer="2", units=LENGTH, is_unit_optional=True)

    assert [numeric.judge(question, typed) for typed in ("2", "2 m", "2 cm")] == [1, 1, 0]


def test_unit_that_the_page_shows_may_be_typed_too():
    question = NumericQuestion(id="q", type="numeric", answer="5", suffix="%")

    assert [numeric.judge(question, typed) for typed in ("5", "5 %", "5%")] == [1, 1, 1]


@pytest.mark.parametrize(("typed", "share"), [("2", "1"), ("1", "0.25"), ("2.15", "0.25"), ("2.3", "0"), ("2.05", "1")])
def test_near_answers_earn_a_part(typed, share):
    question = NumericQuestion(
        id="q",
        type="numeric",
        answer="2",
        tolerance=Tolerance(0.1, is_relative=False),
        nearly=("1",),
        nearly_range=2,
        nearly_share=Decimal("0.25"),
    )

    assert numeric.judge(question, typed) == Decimal(share)
