"""Scores that teachers give: they stand, with who, when and why; what was judged is kept and can stand again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from xingtan.assessment import access, actions, listeners, queries
from xingtan.assessment.events import OverrideTakenBack, ScoreOverridden
from xingtan.assessment.models import Overridden, Override
from xingtan.assessment.plugs.data import erase, export
from xingtan.assessment.rules import overriding, reading
from xingtan.assessment.tests.factories import EVERY_KIND, ONE, RIGHT
from xingtan.authoring import public as authoring
from xingtan.kernel.models import Outbox
from xingtan.learning import public as learning
from xingtan.notices.public import Notice
from xingtan.notices.registry import kinds

D = Decimal


@pytest.fixture
def part(version) -> Any:
    def found(key: str) -> overriding.Part:
        made = access.part_of(authoring.outline_of(version), key)
        assert made is not None
        return made

    return found


@pytest.fixture
def give(enrollment, part, grace, now) -> Any:
    def given(points: Any, key: str = "one", **asked: Any) -> Override:
        told = {"reason": "Shown on paper", "seen": None, "by": grace, "now": now, **asked}
        return actions.override(enrollment=enrollment, part=part(key), points=D(points), **told)

    return given


@pytest.fixture
def take_back(enrollment, part, grace, now) -> Any:
    def taken(key: str = "one", **asked: Any) -> Override:
        told = {"reason": "My mistake", "seen": None, "by": grace, "now": now, **asked}
        return actions.take_back(enrollment=enrollment, part=part(key), **told)

    return taken


@pytest.fixture
def answer(enrollment, version, now) -> Any:
    def answered(key: str, data: Any, words: Any) -> None:
        actions.answer(
            enrollment=enrollment, key=key, problem=reading.read(data), version=version, given=words, now=now
        )

    return answered


def stands(enrollment, key: str = "one") -> Any:
    return queries.stands_of(enrollment, [key])[key]


def test_a_score_stands_whatever_is_judged_later(enrollment, give, answer):
    answer("one", ONE, {"q1": "bear"})
    give("0.5")
    answer("one", ONE, {"q1": "wolf"})

    now_stands = stands(enrollment)
    assert (now_stands.score, now_stands.judged_score, now_stands.is_corrected) == (D("0.5"), D(1), True)
    enrollment.refresh_from_db()
    assert enrollment.grade == D("0.0625")


def test_taking_back_lets_the_best_that_was_judged_stand(enrollment, give, take_back, answer):
    answer("one", ONE, {"q1": "bear"})
    give("0.5")
    answer("one", ONE, {"q1": "wolf"})
    take_back()

    now_stands = stands(enrollment)
    assert (now_stands.score, now_stands.judged_score, now_stands.is_corrected) == (D(1), None, False)
    said = queries.words_on(enrollment, None)
    assert [(each.was, each.score, each.is_taken_back, each.reason) for each in said] == [
        (D("0.5"), D(1), True, "My mistake"),
        (D(0), D("0.5"), False, "Shown on paper"),
    ]


def test_a_whole_section_gives_each_problem_its_share(enrollment, give):
    give(2, "week", reason="Two of eight")

    rows = {each.key: each.score for each in Overridden.objects.all()}
    assert rows == {"every": D("1.75"), "one": D("0.25")}
    enrollment.refresh_from_db()
    assert enrollment.grade == D("0.25")


def test_taking_a_whole_back_leaves_what_was_never_given(enrollment, give, take_back, answer):
    answer("every", EVERY_KIND, RIGHT)
    give(1)
    take_back("unit")

    assert [each.key for each in Override.objects.last().problems.all()] == ["one"]
    assert stands(enrollment, "every").score == D(7)
    assert queries.stands_of(enrollment, ["one"]) == {}


@pytest.mark.parametrize("points", ["-0.0001", "1.0001", "1e99", "NaN", "sNaN", "Infinity"])
def test_points_that_there_are_not_are_refused(give, points):
    with pytest.raises(actions.PointsOutOfRange) as refused:
        give(points)

    assert str(refused.value) == "The points have to be between 0 and 1. Nothing was changed."
    assert not Override.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", "\u200f\u202e", "\u200b\n"])
def test_a_reason_is_asked_for(give, take_back, reason):
    with pytest.raises(actions.ReasonMissing):
        give(1, reason=reason)
    give(1)
    with pytest.raises(actions.ReasonMissing):
        take_back(reason=reason)


def test_a_very_long_reason_is_cut(give):
    assert len(give(1, reason="x" * 10_000).reason) == 500


def test_nobody_gives_scores_to_themselves(give, ada):
    with pytest.raises(actions.OwnScore):
        give(1, by=ada)


def test_the_second_of_two_sees_what_the_first_wrote(enrollment, part, give, take_back, kofi):
    seen = queries.seen_of(enrollment, part("one"))
    give(1, seen=seen)

    with pytest.raises(actions.ScoreChangedMeanwhile):
        give(0, seen=seen, by=kofi)
    with pytest.raises(actions.ScoreChangedMeanwhile):
        take_back(seen=seen, by=kofi)
    give(0, seen=queries.seen_of(enrollment, part("one")), by=kofi)
    assert stands(enrollment).score == 0


def test_what_is_judged_meanwhile_is_seen_too(enrollment, part, give, answer):
    seen = queries.seen_of(enrollment, part("one"))
    answer("one", ONE, {"q1": "wolf"})

    with pytest.raises(actions.ScoreChangedMeanwhile):
        give(0, seen=seen)


def test_there_is_nothing_to_take_back_twice(give, take_back):
    give(1)
    take_back()

    with pytest.raises(actions.NothingToTakeBack):
        take_back()


def test_a_score_completes_the_course_by_its_condition(enrollment, give, now):
    learning.complete_blocks(enrollment=enrollment, keys=["words", "free", "zero", "every"], now=now)
    give(3, "every")
    assert not learning.Completion.objects.exists()

    give(1)

    assert learning.Completion.objects.get(enrollment=enrollment).grade == D("0.5")


def test_it_is_announced_and_the_learner_is_told(enrollment, give, take_back, ada, grace):
    made, back = give(1), take_back()

    bodies = {row.name: row.body for row in Outbox.objects.filter(name__startswith="assessment.")}
    assert bodies["assessment.score_overridden"]["score"] == "1.0000"
    assert bodies["assessment.override_taken_back"]["actor"] == str(grace.uid)
    facts = {"enrollment": enrollment.uid, "run": enrollment.run.uid, "part": "one"}
    given = ScoreOverridden(override=made.uid, score=D(1), possible=D(1), **facts)
    events = [given, OverrideTakenBack(override=back.uid, **facts)]
    listeners.on_override(events)
    listeners.on_override(events)

    told = Notice.objects.filter(person=ada, kind="assessment.override").order_by("pk")
    words = [kinds["assessment.override"].words(each.data) for each in told]
    assert [(each.sentence, each.body) for each in words] == [
        ("Animals: a teacher gave you 1 of 1 points for “Unit”", "Shown on paper"),
        ("Animals: your score for “Unit” is again the one that was judged", "My mistake"),
    ]
    assert words[0].url.endswith("/progress/#scores")


def test_it_is_taken_along_and_its_words_are_erased(give, ada, grace):
    give(1)

    (score,) = export(ada)["scores_from_teachers"]
    assert (score["part"], score["score"], score["why"]) == ("one", "1.0000", "Shown on paper")
    assert "enrollment" not in export(grace)["scores_given"][0]
    erase(ada)
    assert Override.objects.get().reason == ""


def test_shares_add_up_to_the_points_given():
    worth = {"a": D(1), "b": D(1), "c": D(1)}

    for points in (D(0), D(1), D("2.9999"), D(3)):
        given = overriding.shared(points, worth)
        assert sum(score for score, _possible in given.values()) == points
        assert all(0 <= score <= possible for score, possible in given.values())


@pytest.mark.parametrize("key", ["words", "free", "zero", "part", "nothing", "elsewhere"])
def test_what_has_no_points_has_no_score(version, key):
    assert access.part_of(authoring.outline_of(version), key) is None
