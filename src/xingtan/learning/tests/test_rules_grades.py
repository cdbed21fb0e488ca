"""Grades: by examples that can be checked by hand, and by what must hold for every course."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.learning import rules
from xingtan.learning.rules import Grader, Plan, Policy, Score, Section

D = Decimal


def plan(*sections: tuple[str | None, dict[str, int]], graders: tuple[Grader, ...] = (), **policy: object) -> Plan:
    """Make a plan of sections: what each is graded as, and its blocks with their points."""
    return Plan(
        sections=tuple(
            Section(key=f"s{number}", units={f"u{number}": tuple(blocks)}, graded_as=graded_as)
            for number, (graded_as, blocks) in enumerate(sections)
        ),
        policy=Policy(graders=graders, **policy),  # type: ignore[arg-type]  # the test names the policy's fields
        points={key: D(points) for _, blocks in sections for key, points in blocks.items() if points},
    )


def scored(**earned: str) -> dict[str, Score]:
    """Give scores written as ``a="1/2"``."""
    return {key: Score(earned=D(text.split("/")[0]), possible=D(text.split("/")[1])) for key, text in earned.items()}


def grade(plan: Plan, **earned: str) -> rules.Grade:
    found = rules.grade_of(plan, scored(**earned))
    assert found is not None
    return found


def test_course_without_points_has_no_grade() -> None:
    assert rules.grade_of(plan((None, {"a": 0})), {}) is None


def test_course_without_graders_is_graded_by_its_points() -> None:
    found = grade(plan((None, {"a": 1, "b": 3})), a="1/1", b="1/2")

    assert (found.share, found.earned, found.possible) == (D("0.6250"), D("2.5"), D(4))


def test_graders_weigh() -> None:
    course = plan(
        ("quiz", {"a": 2}),
        ("exam", {"b": 10}),
        graders=(Grader(name="quiz", weight=D("0.4")), Grader(name="exam", weight=D("0.6"))),
    )

    found = grade(course, a="1/2", b="10/10")

    assert found.share == D("0.8000")
    assert [part.contribution for part in found.parts] == [D("0.20"), D("0.6")]


def test_sections_of_one_grader_are_averaged() -> None:
    course = plan(("quiz", {"a": 1}), ("quiz", {"b": 9}), graders=(Grader(name="quiz", weight=D(1)),))

    assert grade(course, a="1/1").share == D("0.5000")


def test_lowest_are_dropped() -> None:
    course = plan(
        ("quiz", {"a": 1}),
        ("quiz", {"b": 1}),
        ("quiz", {"c": 1}),
        graders=(Grader(name="quiz", weight=D(1), drop_count=1),),
    )

    found = grade(course, a="1/1", b="1/2")

    assert found.share == D("0.7500")
    assert [work.is_dropped for work in found.parts[0].works] == [False, False, True]


def test_not_everything_can_be_dropped() -> None:
    course = plan(("quiz", {"a": 1}), graders=(Grader(name="quiz", weight=D(1), drop_count=5),))

    assert grade(course, a="1/1").share == D(1)


def test_missing_work_counts_as_nothing() -> None:
    course = plan(("quiz", {"a": 1}), graders=(Grader(name="quiz", weight=D(1), min_count=4),))

    found = grade(course, a="1/1")

    assert found.share == D("0.2500")
    assert [work.section is None for work in found.parts[0].works] == [False, True, True, True]


def test_work_that_cannot_be_judged_is_out_of_the_total() -> None:
    course = plan(("quiz", {"a": 1}), ("quiz", {"b": 0}), graders=(Grader(name="quiz", weight=D(1), min_count=2),))

    assert grade(course, a="1/1").share == D(1)


def test_grader_without_any_work_leaves_its_weight_to_the_others() -> None:
    course = plan(
        ("quiz", {"a": 1}),
        ("exam", {"b": 0}),
        graders=(Grader(name="quiz", weight=D("0.4")), Grader(name="exam", weight=D("0.6"))),
    )

    found = grade(course, a="1/2")

    assert found.share == D("0.5000")
    assert [grader.name for grader in found.left_out] == ["exam"]


def test_weights_above_one_are_brought_down() -> None:
    course = plan(
        ("quiz", {"a": 1}),
        ("exam", {"b": 1}),
        graders=(Grader(name="quiz", weight=D(1)), Grader(name="exam", weight=D(3))),
    )

    assert grade(course, a="1/1").share == D("0.2500")


def test_weights_below_one_stay() -> None:
    course = plan(("quiz", {"a": 1}), graders=(Grader(name="quiz", weight=D("0.5")),))

    assert grade(course, a="1/1").share == D("0.5000")


def test_graders_without_points_give_no_grade() -> None:
    assert rules.grade_of(plan(("quiz", {"a": 0}), graders=(Grader(name="quiz", weight=D(1)),)), {}) is None


def test_graders_without_weight_give_no_grade() -> None:
    assert rules.grade_of(plan(("quiz", {"a": 1}), graders=(Grader(name="quiz", weight=D(0)),)), {}) is None


def test_points_are_those_of_the_present_version() -> None:
    course = plan((None, {"a": 10}))

    assert rules.points_of(course, "a", Score(earned=D(1), possible=D(2))) == D(5)


@pytest.mark.parametrize(
    ("key", "score"),
    [
        ("a", None),
        ("a", Score(earned=D(0), possible=D(0))),
        ("gone", Score(earned=D(1), possible=D(1))),
    ],
)
def test_nothing_is_earned_by(key: str, score: Score | None) -> None:
    assert rules.points_of(plan((None, {"a": 10})), key, score) == D(0)


def test_grade_has_the_highest_name_it_reaches() -> None:
    course = plan((None, {"a": 10}), cutoffs=(("A", D("0.9")), ("B", D("0.7"))), pass_mark=D("0.7"))

    assert [
        (grade(course, a=f"{points}/10").name, grade(course, a=f"{points}/10").is_passed) for points in (9, 7, 6)
    ] == [
        ("A", True),
        ("B", True),
        ("", False),
    ]


def test_work_without_points_has_no_share() -> None:
    assert rules.Work(section=None).share == D(0)


@st.composite
def courses(draw: st.DrawFn) -> Plan:
    """Draw a course: sections of graders that exist, of graders that do not, and of none."""
    names = draw(st.lists(st.sampled_from("abc"), unique=True))
    graders = tuple(
        Grader(
            name=name,
            weight=draw(st.decimals(0, 2, places=2)),
            min_count=draw(st.integers(0, 4)),
            drop_count=draw(st.integers(0, 4)),
        )
        for name in names
    )
    sections = draw(
        st.lists(
            st.tuples(st.sampled_from(["a", "b", "c", "x", None]), st.lists(st.integers(0, 9), max_size=3)), max_size=6
        )
    )
    return plan(
        *(
            (graded_as, {f"k{number}-{place}": points for place, points in enumerate(blocks)})
            for number, (graded_as, blocks) in enumerate(sections)
        ),
        graders=graders,
    )


@st.composite
def scores_for(draw: st.DrawFn, course: Plan) -> dict[str, Score]:
    scores = {}
    for key in course.section_of:
        possible = draw(st.integers(0, 9))
        if draw(st.booleans()):
            scores[key] = Score(earned=D(draw(st.integers(0, possible))), possible=D(possible))
    return scores


@given(st.data())
def test_grade_is_a_share_of_one_and_its_parts_add_up(data: st.DataObject) -> None:
    course = data.draw(courses())

    found = rules.grade_of(course, data.draw(scores_for(course)))

    if found is not None:
        assert D(0) <= found.share <= D(1)
        assert D(0) <= found.earned <= found.possible
        if found.parts:
            assert abs(sum(part.contribution for part in found.parts) - found.share) <= D("0.0001")


@given(st.data())
def test_better_answer_never_lowers_the_grade(data: st.DataObject) -> None:
    course = data.draw(courses())
    scores = data.draw(scores_for(course))
    before = rules.grade_of(course, scores)
    if before is None:
        return
    key = data.draw(st.sampled_from(sorted(course.section_of)))

    after = rules.grade_of(course, {**scores, key: Score(earned=D(1), possible=D(1))})

    assert after is not None
    assert after.share >= before.share


@given(st.data())
def test_everything_right_earns_all_that_is_there(data: st.DataObject) -> None:
    course = data.draw(courses())
    full = {key: Score(earned=D(3), possible=D(3)) for key in course.section_of}

    found = rules.grade_of(course, full)

    if found is not None:
        assert found.earned == found.possible
        for part in found.parts:
            if all(work.section for work in part.works):
                assert part.average == D(1)
