"""A platform names a university, and we know which."""

from dataclasses import dataclass, field

import pytest

from xingtan.universities import public as universities
from xingtan.universities.actions import recognise
from xingtan.universities.models import KnownName, University
from xingtan.universities.rules import folded

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Said:
    name: dict[str, str]
    country: str = ""
    website: str = field(default="")


@pytest.mark.parametrize(
    "name",
    ["The Université de Montréal", "universite de montreal", "UNIVERSITÉ  DE MONTRÉAL.", "Ｕniversité de Montréal"],
)
def test_names_are_folded(name: str) -> None:
    assert folded(name) == "universite de montreal"


def test_members_are_recognised_in_any_of_their_languages() -> None:
    tartu = universities.admit(slug="tartu", name={"en": "University of Tartu", "et": "Tartu Ülikool"}, country="EE")

    keys = recognise([Said({"et": "TARTU ÜLIKOOL"}), Said({"und": "university of tartu"}, "EE")])

    assert keys == [tartu.pk, tartu.pk]
    assert University.objects.count() == 1


def test_who_is_named_first_here_becomes_known_but_no_member() -> None:
    first, again, abroad = recognise(
        [Said({"zh": "北京大学"}, "CN"), Said({"zh": "北京大学"}, "CN"), Said({"zh": "北京大学"}, "TW")]
    )

    assert first == again != abroad
    assert not University.objects.filter(is_member=True).exists()
    assert recognise([Said({"und": "北京大学"})]) == [first]


def test_a_name_without_country_fits_any() -> None:
    (key,) = recognise([Said({"en": "National University"})])

    assert recognise([Said({"en": "National University"}, "UG"), Said({"en": "national university"}, "??")]) == [
        key,
        key,
    ]


@pytest.mark.parametrize("name", [{}, {"en": ""}, {"en": "!!!"}, {"en": "x" * 100_000}, {"ja": "大" * 300}])
def test_strange_names_are_bounded(name: dict[str, str]) -> None:
    (key,) = recognise([Said(name, "XX", "https://example.org/" + "a" * 1000)])

    assert recognise([Said(name, "XX")]) == [key]


@pytest.mark.parametrize("count", [1, 100])
def test_questions_do_not_grow(django_assert_num_queries, count: int) -> None:
    said = [Said({"en": f"University {number}"}, "FR") for number in range(count)]

    with django_assert_num_queries(8):
        recognise(said)
    with django_assert_num_queries(3):
        recognise(said)
    assert KnownName.objects.count() == count
