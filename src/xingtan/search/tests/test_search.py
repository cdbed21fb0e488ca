"""Words are found in any script, by who may find them."""

import pytest

from xingtan.search.adapters import Wanted
from xingtan.search.adapters.tantivy import TantivyIndex
from xingtan.search.registry import Document
from xingtan.search.rules import normalise

COURSES = [
    Document("maps", "Why every map lies 为什么每张地图都在说谎", "Projections, distance and Mercator"),
    Document("history", "中国历史 A history of China", "From the oracle bones to paper"),
    Document("ecole", "L'école française", "Histoire de l'éducation"),
    Document("arabic", "تاريخ المدرسة", "الأندلس وبغداد"),
    Document("draft", "A secret map", "Nobody but Apricot", audience=("university:1",)),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    made = TantivyIndex(tmp_path_factory.mktemp("index"))
    made.replace(COURSES)
    return made


def found(index, words, *audience):
    return index.find(Wanted(words, audience or ("public",), limit=10)).ids


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("map", ["maps"]),
        ("MAP lies", ["maps"]),
        ("projectoins", ["maps"]),  # a slip
        ("mercat", ["maps"]),  # still typing
        ("地图", ["maps"]),
        ("历史", ["history"]),
        ("ecole", ["ecole"]),
        ("FRANÇAISE", ["ecole"]),
        ("المدرسه", ["arabic"]),
        ("اندلس بغداد", []),  # the article belongs to the word
        ("الاندلس", ["arabic"]),
        ("map china", []),
        ("", []),
        ("((( AND OR *:*", []),
    ],
)
def test_words_find_what_has_them(index, words, ids):
    assert found(index, words) == ids


def test_only_its_audience_finds_it(index):
    assert "draft" not in found(index, "map")
    assert set(found(index, "map", "public", "university:1")) == {"maps", "draft"}


def test_title_weighs_more(tmp_path):
    made = TantivyIndex(tmp_path)
    made.replace([Document("b", "Fungi", "trees and trees"), Document("a", "Trees", "and more")])

    assert found(made, "trees") == ["a", "b"]


def test_what_is_written_again_is_replaced_and_what_is_gone_is_gone(tmp_path):
    made = TantivyIndex(tmp_path)
    made.replace([Document("a", "Trees"), Document("b", "Fungi")])

    made.replace([Document("a", "Ferns")], gone=["b"])

    assert (found(made, "trees"), found(made, "ferns"), found(made, "fungi")) == ([], ["a"], [])


def test_other_readers_see_what_was_written(tmp_path):
    reader, writer = TantivyIndex(tmp_path), TantivyIndex(tmp_path)

    writer.replace([Document("a", "Trees")])

    assert found(reader, "trees") == ["a"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ｅcole Été", ["ecole", "ete"]),
        ("学习地图", ["学习", "习地", "地图"]),
        ("图", ["图"]),
        ("mapa地图x", ["mapa", "地图", "x"]),
        ("أَهْلًا", ["اهلا"]),
        ("한국어", ["한국", "국어"]),
        ("かばん", ["かばん"[:2], "かばん"[1:]]),
    ],
)
def test_normalise(text, words):
    assert normalise(text) == words
