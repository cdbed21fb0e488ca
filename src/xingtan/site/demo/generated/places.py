"""Invented universities and platforms, named as their languages name them."""

from dataclasses import dataclass
from math import sqrt
from random import Random

# As many as there were in 2020.
COURSES, UNIVERSITIES, PLATFORMS = 942_000, 1_454, 147
SEED = 2020

# Which language a university teaches in, how often, and where such universities are.
LANGUAGES = {
    "en": (0.50, ("US", "GB", "IN", "AU", "NG", "CA", "ZA", "KE", "IE", "NZ")),
    "zh": (0.25, ("CN",)),
    "fr": (0.08, ("FR", "SN", "CI", "BE", "MA")),
    "es": (0.08, ("ES", "MX", "CO", "PE", "AR")),
    "ar": (0.05, ("EG", "SA", "JO", "TN")),
    "ru": (0.04, ("RU", "KZ", "BY")),
}
_SYLLABLES = (
    "al",
    "bor",
    "cas",
    "den",
    "el",
    "far",
    "gan",
    "hol",
    "is",
    "jor",
    "kal",
    "lun",
    "mer",
    "nor",
    "or",
    "pel",
)
_ENDINGS = ("ton", "burg", "dale", "ville", "mouth", "ford", "haven", "stead", "wick", "mere", "field", "port")
_CHARACTERS = "安宝昌成川东福广海和华江金康临明宁平青泉荣山绍泰天文武西新兴阳永云中州"
_FORMS = {
    "en": ("University of {0}", "{0} University", "{0} Institute of Technology"),
    "zh": ("{1}大学", "{1}师范大学", "{1}理工大学"),
    "fr": ("Université de {0}", "École nationale de {0}", "Institut polytechnique de {0}"),
    "es": ("Universidad de {0}", "Universidad Nacional de {0}", "Instituto Tecnológico de {0}"),
    "ar": ("جامعة {0}", "جامعة {0} التقنية", "معهد {0}"),
    "ru": ("Университет {0}", "Институт {0}", "Технический университет {0}"),
}
_IN_ENGLISH = ("University of {0}", "{0} University", "{0} Institute of Technology")


@dataclass(frozen=True, slots=True)
class University:
    """An invented university: its names, its country, the language it mostly teaches in."""

    name: dict[str, str]
    country: str
    language: str


@dataclass(frozen=True, slots=True)
class Platform:
    """An invented platform."""

    slug: str
    name: str
    country: str
    is_lead: bool


def universities(courses: int) -> list[University]:
    """Invent universities, as many as suit this number of courses; no two share a name."""
    count = _share(UNIVERSITIES, courses, 12)
    chosen = Random(SEED).choices(list(LANGUAGES), [share for share, _ in LANGUAGES.values()], k=count)
    return [_university(number, tag) for number, tag in enumerate(chosen)]


def _university(number: int, tag: str) -> University:
    countries = LANGUAGES[tag][1]
    form = number % 3
    place, many = _place(number), len(_CHARACTERS)
    characters = _CHARACTERS[number % many] + _CHARACTERS[number // many % many]
    names = {tag: _FORMS[tag][form].format(place, characters), "en": _IN_ENGLISH[form].format(place)}
    return University(names, countries[number % len(countries)], tag)


def _place(number: int) -> str:
    """Name a town; different numbers up to 3,072 are different towns."""
    first, rest = number % 16, number // 16
    second, third = rest % 16, rest // 16 % 12
    return (_SYLLABLES[first] + _SYLLABLES[second] + _ENDINGS[third]).capitalize()


def platforms(courses: int) -> list[Platform]:
    """Invent platforms, as many as suit this number of courses: a quarter of them lead, as 37 of 147 did."""
    countries = [country for _, places in LANGUAGES.values() for country in places]
    return [
        Platform(
            f"generated-{number}",
            f"{_place(number * 7 + 3)} Courses",
            countries[number % len(countries)],
            number % 4 == 0,
        )
        for number in range(_share(PLATFORMS, courses, 4))
    ]


def _share(whole: int, courses: int, least: int) -> int:
    return min(whole, max(least, round(whole * sqrt(courses / COURSES))))
