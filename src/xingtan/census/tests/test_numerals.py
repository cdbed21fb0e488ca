from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.census.rules.numerals import (
    ABOUT,
    SCRIPTS,
    Ambiguous,
    NoNumber,
    read,
    script_of,
    write,
    write_exact,
    write_short,
)

LANGUAGES = sorted(SCRIPTS)
numbers = st.one_of(st.integers(0, 10**12), st.integers(1, 10**6).map(lambda n: n * 10**4), st.integers(-(10**9), 0))


def test_eighteen_thousand_is_not_a_hundred_and_eighty_thousand():
    # The new courses of early 2020: 1.8万 was printed as 180,000 somewhere on the way.
    assert read("1.8万", "zh") == 18_000
    assert write_exact(18_000, "zh") == "1.8万"
    assert write_exact(180_000, "zh") == "18万"
    assert read("18万", "zh") == 180_000


def test_eleven_point_eight_yi_is_one_point_eighteen_billion():
    assert read("11.8亿", "zh") == 1_180_000_000
    assert read("1.18 billion", "en") == 1_180_000_000
    assert write_exact(1_180_000_000, "zh") == "11.8亿"
    assert write_exact(1_180_000_000, "en") == "1.18 billion"
    assert read("1.18亿", "zh") == 118_000_000


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [
        (942_000, "zh", "94.2万"),
        (950_000, "zh", "95万"),
        (7_133_000, "zh", "713.3万"),
        (7_133_000, "en", "7,133,000"),
        (1_180_000_000, "fr", "1,18\u00a0milliards"),
        (1_180_000_000, "es", "1.180\u00a0millones"),
        (1_180_000_000, "en-in", "118 crore"),
        (942_000, "en-in", "9.42 lakh"),
        (1_180_000_000, "ar", "١٫١٨\u00a0مليار"),
        (1_234_567, "zh", "1,234,567"),
        (942_000, "zh-TW", "94.2萬"),
    ],
)
def test_exact_writing(value, language, said):
    assert write_exact(value, language) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "1,234,567"), ("fr", "1\u202f234\u202f567"), ("es", "1.234.567"), ("et", "1\u00a0234\u00a0567"),
        ("hi", "12,34,567"), ("ar", "١٬٢٣٤٬٥٦٧"), ("pt-BR", "1,234,567"),
    ],
)  # fmt: skip
def test_every_digit(language, said):
    assert write(1_234_567, language) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(18_000, "1.8万"), (18_049, "≈1.8万"), (99_999, "≈10万"), (9_999, "9,999"), (100_050_000, "≈1亿")],
)
def test_rounding_is_never_silent(value, said):
    assert write_short(value, "zh") == said


@given(numbers, st.sampled_from(LANGUAGES))
def test_what_is_written_whole_is_read_back(value, language):
    assert read(write(value, language), language) == value


@given(numbers, st.sampled_from(LANGUAGES))
def test_what_is_written_exactly_is_read_back(value, language):
    said = write_exact(value, language)

    assert ABOUT not in said
    assert read(said, language) == value


@given(numbers, st.sampled_from(LANGUAGES), st.integers(0, 3))
def test_what_is_written_short_is_exact_or_says_that_it_is_not(value, language, places):
    said = write_short(value, language, places=places)
    again = read(said, language)

    assert said.startswith(ABOUT) or again == value
    # Not by a factor of ten, not even of two.
    assert abs(Decimal(again) - value) * 2 <= abs(value)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1.180", "en"), ("1,180", "fr"), ("1,180", "de"), ("1.18 billion", "es"), ("2 billones", "es"), ("3兆", "zh"),
        ("1,23,456", "en"), ("12,34", "en"), ("1 234", "en"), ("1.234.567", "en"), ("1.8 billion", "fr"),
    ],
)  # fmt: skip
def test_what_could_be_two_numbers_is_refused(text, language):
    with pytest.raises(Ambiguous):
        read(text, language)


@pytest.mark.parametrize("text", ["", "万", "many", "1.8 lots", "1.85", "1.23456万", "1.", "--3", "1e9", "½", "٠x"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NoNumber):
        read(text, "zh")


@given(st.text(max_size=12), st.sampled_from(LANGUAGES))
def test_rubbish_is_refused_by_name(text, language):
    try:
        read(text, language)
    except (Ambiguous, NoNumber):
        return


def test_full_width_and_eastern_digits_are_read():
    assert [read("１．８万".replace("．", "."), "zh"), read("۱۲۳", "fa"), read("1,234", "ar")] == [18_000, 123, 1_234]


def test_a_language_that_is_not_known_is_written_as_english():
    assert script_of("xx") is SCRIPTS["en"]
