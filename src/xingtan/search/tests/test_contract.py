"""What every engine does: one test for all."""

import pytest
from django.db import connection

from xingtan.search.adapters import Wanted
from xingtan.search.adapters.bending import find_in
from xingtan.search.adapters.postgresql import PostgresqlIndex
from xingtan.search.adapters.tantivy import TantivyIndex
from xingtan.search.registry import Document

# The second engine needs the database it is named after: the suite runs on it with --database=postgresql.
ENGINES = ["tantivy", *(["postgresql"] if connection.vendor == "postgresql" else [])]
FACETS = ("subject", "language", "free")
SORTS = ("starts", "hours")


def course(name, title, text="", *, subject="", language=(), free="no", audience=("public",), **numbers):
    return Document(
        name,
        title,
        text,
        audience,
        {"subject": [subject] if subject else [], "language": language, "free": [free]},
        numbers,
        suggestion=title,
    )


COURSES = [
    course(
        "maps",
        "Why every map lies 为什么每张地图都在说谎",
        "Projections, distance and Mercator",
        subject="geo",
        language=["en", "zh"],
        starts=30,
    ),
    course(
        "history",
        "中国历史 A history of China",
        "From the oracle bones to paper",
        subject="past",
        language=["zh"],
        starts=10,
        free="yes",
    ),
    course("ecole", "L'école française", "Histoire de l'éducation", subject="past", language=["fr"], starts=20),
    course("arabic", "تاريخ المدرسة", "الأندلس وبغداد", subject="past", language=["ar"], starts=20, free="yes"),
    course(
        "algebra",
        "Linear algebra",
        "Vectors, matrices and their meaning; maps between spaces",
        subject="math",
        language=["en"],
        hours=5,
    ),
    course("russian", "История искусства", "Живопись и архитектура", subject="art", language=["ru"], starts=-5),
    course("draft", "A secret map", "Nobody but Apricot", subject="geo", audience=("university:1",), starts=1),
]


@pytest.fixture(params=ENGINES)
def engine(request):
    if request.param == "postgresql":
        request.getfixturevalue("db")
    return request.param


@pytest.fixture(scope="module")
def kept():
    return {}


def opened(engine, folder):
    if engine == "postgresql":
        return PostgresqlIndex("things", facets=FACETS, sorts=SORTS)
    return TantivyIndex(folder, facets=FACETS, sorts=SORTS)


def filled(engine, kept, name, folders, documents):
    """Fill an index once for the whole module, where it is in a folder; in the database each test has its own."""
    index = kept.get((engine, name)) or opened(engine, folders.mktemp("index"))
    if engine == "postgresql" or (engine, name) not in kept:
        index.replace(documents)
        kept[engine, name] = index
    return index


@pytest.fixture
def index(engine, kept, tmp_path_factory):
    return filled(engine, kept, "courses", tmp_path_factory, COURSES)


@pytest.fixture
def empty(engine, tmp_path):
    return opened(engine, tmp_path)


def found(index, words="", **wanted):
    return find_in(index, Wanted(words, **wanted))


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


def test_sorting_by_a_number_puts_what_has_none_last(index):
    up, down = found(index, sort="starts").ids, found(index, sort="-starts").ids

    assert [up[0], up[1], set(up[2:4]), up[4], up[5]] == ["russian", "history", {"ecole", "arabic"}, "maps", "algebra"]
    assert [down[0], set(down[1:3]), down[3], down[4], down[5]] == [
        "maps",
        {"ecole", "arabic"},
        "history",
        "russian",
        "algebra",
    ]


def pages_of(index, words="", limit=2, between=lambda: None, **wanted):
    after, ids = "", []
    for _ in range(1000):
        page = found(index, words, after=after, limit=limit, **wanted)
        ids.append(page.ids)
        after = page.next
        if not after:
            return ids
        between()
    raise AssertionError


@pytest.mark.parametrize("sort", ["", "starts", "-starts", "hours"])
@pytest.mark.parametrize("words", ["", "tree"])
@pytest.mark.parametrize("limit", [1, 3, 7, 100])
def test_pages_lose_and_repeat_nothing(trees, words, sort, limit):
    pages = pages_of(trees, words, limit, sort=sort)

    ids = [each for page in pages for each in page]
    assert sorted(ids) == sorted(f"t{number}" for number in range(30))
    assert {len(page) for page in pages[:-1]} <= {limit}
    assert ids == found(trees, words, sort=sort, limit=100).ids


@pytest.fixture
def trees(engine, kept, tmp_path_factory):
    return filled(engine, kept, "trees", tmp_path_factory, _trees(30))


def _trees(count):
    return [
        course(f"t{number}", f"Tree {'of life ' * (number % 3)}", starts=number % 4)
        if number % 5
        else course(f"t{number}", "Tree")
        for number in range(count)
    ]


@pytest.mark.parametrize("sort", ["", "-starts"])
@pytest.mark.parametrize("words", ["", "tree"])
def test_pages_stay_while_others_come_and_go(empty, words, sort):
    empty.replace(_trees(30))
    changes = iter(range(1000))

    def change():
        number = next(changes)
        empty.replace([course(f"new{number}", "Tree tree", starts=number % 5)], gone=[f"new{number - 1}"])

    ids = [each for page in pages_of(empty, words, 4, change, sort=sort) for each in page]

    assert len(ids) == len(set(ids))
    assert {f"t{number}" for number in range(30)} <= set(ids)


@pytest.mark.parametrize("after", ["rubbish", "W10", "\ud800", "x" * 10_000, "WyIiLDk5OTk5OTk5OTk5OSwxXQ"])
def test_a_cursor_of_rubbish_is_the_beginning(index, after):
    assert found(index, "map", after=after).ids[:1] in (["maps"], [])


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
