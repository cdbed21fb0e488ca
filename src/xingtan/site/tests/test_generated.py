"""The generated catalogue: the same every time, in every language, with its pairs planted."""

from collections import Counter

from xingtan.site.demo.generated.courses import Planted, courses
from xingtan.site.demo.generated.places import LANGUAGES, UNIVERSITIES, universities


def test_it_is_the_same_every_time() -> None:
    assert list(courses(60)) == list(courses(60))


def test_it_has_as_many_as_asked_in_every_language() -> None:
    listed = list(courses(600))

    tags = Counter(next(iter(each.facts.title)) for each in listed)
    assert len(listed) == 600
    assert set(tags) <= set(LANGUAGES)
    assert 200 < tags["en"] < 400


def test_no_platform_gives_one_id_twice() -> None:
    ids = [(each.platform, each.facts.remote_id) for each in courses(500)]

    assert len(set(ids)) == len(ids)


def test_planted_pairs_are_listed_and_taught_by_the_same_people() -> None:
    planted: list[Planted] = []
    by_id = {(each.platform, each.facts.remote_id): each.facts for each in courses(500, planted=planted)}

    assert planted
    for pair in planted:
        assert by_id[pair.one].teachers == by_id[pair.other].teachers
        assert by_id[pair.one].url != by_id[pair.other].url


def test_universities_at_full_size_all_have_names_of_their_own() -> None:
    everyone = universities(942_000)

    assert len(everyone) == UNIVERSITIES
    assert len({each.name["en"] for each in everyone}) == UNIVERSITIES
    assert len({each.name[each.language] for each in everyone}) == UNIVERSITIES
