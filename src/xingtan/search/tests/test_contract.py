"""What every engine does: one test for all."""

import pytest

from xingtan.search.tests.indexes import COURSES, FACETS, course, found


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("map lies", {"maps"}),
        ("MAPS", {"maps", "algebra"}),
        ("mercat", {"maps"}),  # still typing
        ("地图", {"maps"}),
        ("地", {"maps"}),
        ("图", {"maps"}),
        ("历史", {"history"}),
        ("歷史", {"history"}),
        ("ecole", {"ecole"}),
        ("FRANÇAISE", {"ecole"}),
        ("l’éducation", {"ecole"}),
        ("المدرسه", {"arabic"}),
        ("اندلس بغداد", {"arabic"}),
        ("Искусство", {"russian"}),
        ("the history of china", {"history"}),
        ('"oracle bones"', {"history"}),
        ('"bones oracle"', set()),
        ("«oracle bones» paper", {"history"}),
        ("unicorn", set()),
        ("((( AND OR *:*", set()),
        ("?!…", set()),
    ],
)
def test_words_find_what_has_them(index, words, ids):
    answer = found(index, words)

    assert set(answer.ids) == ids
    assert answer.total == len(ids)
    assert answer.is_exact


@pytest.mark.parametrize(
    ("words", "ids", "meant"),
    [
        ("projectoins", ["maps"], "projections"),
        ("porjectoins of Mercator", ["maps"], "projections of Mercator"),
        ("архетиктура", ["russian"], "архитектура"),
        ("الاندلص", ["arabic"], "الأندلس"),
        ("educaton", ["ecole"], "éducation"),
        ("distance mercator unicorn", ["maps"], ""),  # most of them
        ("unicorn oracle", ["history"], ""),
        ("unicorn porjectoins", ["maps"], ""),  # with both words it would find nothing
        ("中国的历史研究", ["history"], ""),
    ],
)
def test_a_slip_is_forgiven_and_said(index, words, ids, meant):
    answer = found(index, words)

    assert answer.ids == ids
    assert (answer.is_exact, answer.did_you_mean) == (False, meant)


def test_a_slip_that_others_made_too_is_found_and_said(empty):
    empty.replace([course(f"s{number}", "Statistics") for number in range(40)] + [course("slip", "Statsitics")])

    answer = found(empty, "statsitics")

    assert (answer.ids, answer.is_exact, answer.did_you_mean) == (["slip"], True, "statistics")
    assert found(empty, "statistics").did_you_mean == ""


def test_what_was_meant_surely_finds_something(index):
    assert found(index, "projectoins", filters={"language": ["fr"]}).did_you_mean == ""


def test_right_words_are_not_bent_because_a_filter_leaves_nothing(index):
    answer = found(index, "oracle", filters={"language": ["fr"]}, facets=["language"])

    assert (answer.ids, answer.is_exact, answer.facets) == ([], True, {"language": {"zh": 1}})


def test_no_words_find_everything(index):
    answer = found(index)

    assert set(answer.ids) == {"maps", "history", "ecole", "arabic", "algebra", "russian"}
    assert answer.total == 6


def test_only_its_audience_finds_it(index):
    assert "draft" not in found(index, "map").ids
    assert "draft" not in found(index, "map", audience=("*",)).ids
    assert found(index, audience=()).total == 0
    assert set(found(index, "map", audience=("public", "university:1")).ids) == {"maps", "algebra", "draft"}
    assert found(index, "map", facets=["subject"]).facets == {"subject": {"geo": 1, "math": 1}}


def test_title_weighs_more(index):
    assert found(index, "map").ids == ["maps", "algebra"]


def test_facets_narrow_each_other_and_count_apart_from_their_own_filter(index):
    answer = found(index, filters={"subject": ["past"], "free": ["yes"]}, facets=["subject", "language", "free"])

    assert set(answer.ids) == {"history", "arabic"}
    assert answer.facets == {
        "subject": {"past": 2},
        "language": {"zh": 1, "ar": 1},
        "free": {"yes": 2, "no": 1},
    }


def test_values_of_one_facet_are_alternatives(index):
    assert found(index, filters={"language": ["fr", "ar", "xx"]}).total == 2
    assert found(index, filters={"language": []}).total == 6
    assert found(index, filters={"nothing": ["x"]}, facets=["nothing"]).facets == {"nothing": {}}


def test_facets_counted_together_say_the_same(empty):
    building = empty.build(COURSES)
    building.add(COURSES, reached="draft")
    building.finish(lambda ids: [])

    answer = found(empty, facets=FACETS)

    assert answer.facets == {
        "subject": {"geo": 1, "past": 3, "math": 1, "art": 1},
        "language": {"en": 2, "zh": 2, "fr": 1, "ar": 1, "ru": 1},
        "free": {"no": 4, "yes": 2},
    }


@pytest.mark.parametrize("value", ["a,b", 'it\'s "so"', "[]", "\x1f", "图", "x" * 900, " ", "a\nb", "(.*)+", "é́"])
def test_a_value_may_be_any_string(empty, value):
    documents = [course("one", "One", subject=value), course("two", "Two", subject="other")]
    building = empty.build(documents)
    building.add(documents, reached="two")
    building.finish(lambda ids: [])

    answer = found(empty, filters={"subject": [value]}, facets=FACETS)

    assert answer.ids == ["one"]
    assert answer.facets["subject"] == {value: 1, "other": 1}
    assert answer.facets["free"] == {"no": 1}


@pytest.mark.parametrize(
    ("ranges", "ids"),
    [
        ({"starts": (10, 20)}, {"history", "ecole", "arabic"}),
        ({"starts": (None, 9)}, {"russian"}),
        ({"starts": (30, None)}, {"maps"}),
        ({"starts": (None, None)}, {"maps", "history", "ecole", "arabic", "russian"}),
        ({"starts": (5, 1)}, set()),
        ({"starts": (10**30, None)}, set()),
        ({"starts": (-(10**30), 10**30), "hours": (None, None)}, set()),
    ],
)
def test_ranges(index, ranges, ids):
    assert set(found(index, ranges=ranges).ids) == ids


def test_what_is_written_again_is_replaced_and_what_is_gone_is_gone(empty):
    empty.replace([course("a", "Trees"), course("b", "Fungi")])

    empty.replace([course("a", "Ferns")], gone=["b", "nobody"])

    assert [found(empty, words).ids for words in ("trees", "ferns", "fungi")] == [[], ["a"], []]
    assert empty.size() == 1


def test_an_empty_index_answers(empty):
    assert (
        found(empty, "map", facets=["subject"]).total,
        empty.suggest("m", audience=("public",), limit=8),
        empty.size(),
    ) == (0, [], 0)

    empty.replace([course("a", "Trees")])
    empty.clear()

    assert (found(empty, "trees").total, empty.size()) == (0, 0)


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("w", ["Why every map lies 为什么每张地图都在说谎"]),
        ("why ev", ["Why every map lies 为什么每张地图都在说谎"]),
        ("LINEA", ["Linear algebra"]),
        ("alg", ["Linear algebra"]),
        ("eco", ["L'école française"]),
        ("地", ["Why every map lies 为什么每张地图都在说谎"]),
        ("中国历", ["中国历史 A history of China"]),
        ("المد", ["تاريخ المدرسة"]),
        ("secret", []),
        ("zzz", []),
        ("", []),
        ("?", []),
    ],
)
def test_suggestions(index, typed, texts):
    assert [each.text for each in index.suggest(typed, audience=("public",), limit=8)] == texts


def test_a_title_is_suggested_once(empty):
    empty.replace([course("a", "Trees"), course("b", "TREES"), course("c", "Trees of life")])

    assert [each.text.casefold() for each in empty.suggest("tr", audience=("public",), limit=2)] == [
        "trees",
        "trees of life",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "word " * 2000,
        "x" * 10_000,
        "图" * 10_000,
        "!?*()[]{}\\^$|" * 700,
        "(a+)+$" * 1500,
        '"' * 10_000,
        '"map" ' * 1500,
        "\ud800map\udfff",
        "map\0lies",
        "\u0301" * 10_000,
        "ا" * 10_000,
        "a b c d e f g h " * 600,
        "𝕞𝕒𝕡 ﷺ " * 1000,
    ],
)
def test_a_hostile_question_is_answered(index, words):
    assert found(index, words, facets=FACETS, filters={"subject": [words]}).total == 0
    assert isinstance(index.suggest(words, audience=(words,), limit=8), list)


def test_a_hostile_document_is_kept(empty):
    empty.replace(
        [course("a\ud800", "\ud800\0 tree", "\ud800" * 100, subject="\0\ud800", audience=("public", "\ud800"))]
    )

    answer = found(empty, "tree", facets=["subject"])

    assert answer.total == 1
    assert answer.facets["subject"] == {"?": 1}
