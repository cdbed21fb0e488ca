"""Pre-flight finds everything that stands in the way, and nothing else."""

from decimal import Decimal
from typing import Any

from xingtan.outlets.rules import Asked, Cargo, Film, Finding, Lack, preflight

READY: dict[str, Any] = {
    "has_content": True,
    "licence": "CC-BY-4.0",
    "languages": ["en"],
    "picture": (1280, 720),
    "hours": Decimal(20),
}
STRICT = Asked(
    wants_captions=True,
    licences=("CC-BY-4.0",),
    languages=("en", "fr"),
    picture=(1200, 600),
    least_hours=10,
    most_hours=40,
)


def lacks(asked=STRICT, **changed):
    return [each.lack for each in preflight(Cargo(**READY | changed), asked)]


def test_ready_course_lacks_nothing():
    assert lacks() == []
    assert lacks(films=[Film(title="One", captions=frozenset({"en-GB"}))]) == []


def test_everything_in_the_way_is_found_at_once():
    bare = Cargo(has_content=False, licence="", languages=["zh-Hans"], films=[Film(title="One")])

    assert preflight(bare, STRICT) == [
        Finding(Lack.CONTENT),
        Finding(Lack.LICENCE_UNSAID, asked="CC-BY-4.0"),
        Finding(Lack.LANGUAGE, "zh-Hans", "en, fr"),
        Finding(Lack.CAPTIONS, films=("One",)),
        Finding(Lack.PICTURE_NONE, asked="1200 × 600"),
        Finding(Lack.WORKLOAD_UNSAID),
    ]


def test_platform_that_asks_nothing_still_wants_content_and_a_licence():
    assert lacks(Asked()) == []
    assert lacks(Asked(), licence="") == [Lack.LICENCE_UNSAID]
    assert lacks(Asked(), has_content=False) == [Lack.CONTENT]


def test_other_licence_small_picture_and_workload_are_named():
    assert lacks(licence="CC-BY-NC-4.0") == [Lack.LICENCE]
    assert lacks(picture=(1280, 500)) == [Lack.PICTURE_SMALL]
    assert lacks(hours=Decimal(9)) == [Lack.WORKLOAD_LESS]
    assert lacks(hours=Decimal("40.5")) == [Lack.WORKLOAD_MORE]


def test_captions_in_another_language_than_the_course_do_not_count():
    assert lacks(films=[Film(title="One", captions=frozenset({"fr"}))]) == [Lack.CAPTIONS]
