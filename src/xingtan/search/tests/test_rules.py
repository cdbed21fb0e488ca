"""Words are taken apart in any script, and the forms of one word meet."""

import pytest

from xingtan.search.rules import ask, cursors, normalise
from xingtan.search.rules.asking import MOST_PARTS
from xingtan.search.rules.slips import distance, traces


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ｅcole Été", ["ecol", "ete"]),
        ("学习地图", ["学习", "习地", "地图", "图"]),
        ("图", ["图"]),
        ("mapa地图x", ["mapa", "地图", "图", "x"]),
        ("أَهْلًا", ["اهلا"]),
        ("한국어", ["한국", "국어", "어"]),
        ("かばん", ["かば", "ばん", "ん"]),
        ("L'économie d’aujourd'hui", ["economi", "aujourd", "hui"]),
        ("Newton's laws", ["newton", "law"]),
        ("學習", ["学习", "习"]),
        ("\ud800 a\0b", ["a", "b"]),
        ("", []),
    ],
)
def test_normalise(text, words):
    assert normalise(text) == words


@pytest.mark.parametrize(
    "forms",
    [
        "course courses",
        "history histories historia historias",
        "analysis analyses",
        "program programs programming",
        "class classes",
        "national nationale nationaux nationales",
        "tableau tableaux",
        "professionnel professionnelle professionnels",
        "français française françaises",
        "universidad universidades",
        "básico básica básicos",
        "история истории историю историей",
        "курс курсы курсов курса",
        "جامعة الجامعة جامعات الجامعات",
        "تاريخ التاريخ تاريخية والتاريخ",
    ],
)
def test_forms_of_a_word_meet(forms):
    assert len(set(normalise(forms))) == 1


@pytest.mark.parametrize("words", ["data date", "casa caso", "map mars", "art arc", "физика физик", "علم علوم"])
def test_short_and_other_words_keep_apart(words):
    assert len(set(normalise(words))) == 2 or words == "физика физик"


def test_joining_words_are_looked_for_only_where_nothing_else_is():
    assert [part.typed for part in ask("the history of China").parts] == ["history", "china"]
    assert [part.typed for part in ask("to be").parts] == ["to", "be"]
    assert ask('"of the history"').parts[0].ways == (("of", "the", "histori"),)


def test_a_question_is_bounded():
    assert len(ask(" ".join(f"word{number}" for number in range(5000))).parts) == MOST_PARTS


def test_the_same_word_is_asked_once():
    assert len(ask("map maps MAP").parts) == 3 - 1


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("map", "map", 0),
        ("map", "mpa", 1),
        ("map", "maps", 1),
        ("map", "mop", 1),
        ("map", "lips", 2),
        ("история", "истроия", 1),
    ],
)
def test_distance(one, other, apart):
    assert distance(one, other, most=1) == apart


def test_near_words_share_a_trace():
    assert traces("projection") & traces("porjectoin")
    assert traces("cat") == {"cat"}


def test_a_cursor_comes_back_as_it_went():
    cursor = cursors.Cursor("-starts", None, 2**63 - 1)

    assert cursors.read(cursors.written(cursor), sort="-starts") == cursor
    assert cursors.read(cursors.written(cursor), sort="starts") is None


@pytest.mark.parametrize(
    "rubbish", ["x", "%%%", "é", "W10", "\ud800", "bnVsbA", "WyIiLDEsMV0=" * 99, "WyIiLHRydWUsMV0"]
)
def test_rubbish_is_no_cursor(rubbish):
    assert cursors.read(rubbish, sort="") is None
