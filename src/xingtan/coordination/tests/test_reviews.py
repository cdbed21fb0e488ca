"""Experts are asked, have no stake, and say their word once; the committee is told by others than itself."""

import pytest

from xingtan.catalog import public as catalog
from xingtan.coordination import access, actions, queries
from xingtan.coordination.models import Assignment, Review
from xingtan.coordination.tests import factories
from xingtan.kernel.errors import NotAllowed, NotThere
from xingtan.people import public as people
from xingtan.universities import public as universities

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(at, coordinator, experts, now):
    return factories.asked(at("in_review"), coordinator, experts[0], now)


def give(assignment, by, now, **said):
    facts = {"marks": factories.MARKS, "comment": "Good", "recommendation": "accept", **said}
    return actions.review(assignment=assignment, by=by, now=now, **facts)


@pytest.mark.parametrize("who", ["kofi", "grace"])
def test_who_serves_the_course_or_its_university_is_not_asked(who, at, request, coordinator, now):
    with pytest.raises(actions.ExpertHasStake):
        factories.asked(at("in_review"), coordinator, request.getfixturevalue(who), now)


def test_who_serves_a_partner_university_is_not_asked(at, kofi_of_bamboo, bamboo, coordinator, now):
    nomination = at("in_review")
    nomination.course.partners.create(university=bamboo)

    with pytest.raises(actions.ExpertHasStake):
        factories.asked(nomination, coordinator, kofi_of_bamboo, now)


def test_who_comes_to_serve_the_course_reviews_no_more(assignment, experts, course, now):
    catalog.give_course_role(person=experts[0], course=course, role="assistant", by=None, now=now)
    expert = people.Person.objects.get(pk=experts[0].pk)

    with pytest.raises(actions.ExpertHasStake):
        give(assignment, expert, now)


@pytest.mark.parametrize("state", ["nominated", "to_decide", "accepted"])
def test_experts_are_asked_in_review_only(state, at, coordinator, ada, now):
    with pytest.raises(actions.NotInReview):
        factories.asked(at(state), coordinator, ada, now)


@pytest.mark.parametrize("who", ["member", "kofi", "mallory", "ada"])
def test_only_coordinators_ask(who, at, request, experts, now):
    with pytest.raises(NotAllowed):
        factories.asked(at("in_review"), request.getfixturevalue(who), experts[0], now)


def test_expert_is_asked_once(assignment, coordinator, experts, now):
    with pytest.raises(actions.AlreadyAsked):
        factories.asked(assignment.nomination, coordinator, experts[0], now)


def test_nobody_is_asked_who_is_not_here(at, coordinator, now):
    with pytest.raises(people.NobodyHasThisAddress):
        actions.assign(nomination=at("in_review"), email="x@example.org", by=coordinator, now=now)


def test_only_who_was_asked_reviews(assignment, experts, coordinator, mallory, now):
    for other in (experts[1], coordinator, mallory):
        with pytest.raises(NotAllowed):
            give(assignment, other, now)
        with pytest.raises(NotThere):
            access.assignment_to_review(other, assignment=assignment.uid)
    assert not Review.objects.exists()


def test_review_is_given_once(assignment, experts, now):
    give(assignment, experts[0], now)

    with pytest.raises(actions.ReviewIsGiven):
        give(assignment, experts[0], now)


@pytest.mark.parametrize(
    "marks", [{}, {"content": 5}, {**factories.MARKS, "content": 6}, {**factories.MARKS, "looks": 3}]
)
def test_every_criterion_has_a_mark(marks, assignment, experts, now):
    with pytest.raises(actions.MarksAreIncomplete):
        give(assignment, experts[0], now, marks=marks)


def test_marks_without_words_say_nothing(assignment, experts, now):
    with pytest.raises(actions.ReasonIsMissing):
        give(assignment, experts[0], now, comment="  ")


def test_expert_who_was_let_go_reviews_no_more(assignment, experts, coordinator, now):
    with pytest.raises(actions.ReasonIsMissing):
        actions.release(assignment=assignment, reason="", by=coordinator, now=now)
    actions.release(assignment=assignment, reason="Ill", by=experts[0], now=now)

    with pytest.raises(NotAllowed):
        give(assignment, experts[0], now)
    with pytest.raises(NotThere):
        access.assignment_to_review(experts[0], assignment=assignment.uid)
    with pytest.raises(actions.ReviewIsGiven):
        actions.release(assignment=assignment, reason="Again", by=coordinator, now=now)


def test_review_that_comes_too_late_is_not_kept(assignment, experts, kofi, now):
    actions.withdraw(nomination=assignment.nomination, reason="Not yet", by=kofi, now=now)

    with pytest.raises(actions.NotInReview):
        give(assignment, experts[0], now)


def test_committee_waits_for_the_experts(assignment, experts, coordinator, now):
    nomination = assignment.nomination
    give(assignment, experts[0], now)
    with pytest.raises(actions.ReviewsAreOutstanding, match="1 of 2"):
        actions.close_review(nomination=nomination, by=coordinator, now=now)

    second = factories.asked(nomination, coordinator, experts[1], now)
    with pytest.raises(actions.ReviewsAreOutstanding, match="still at work: 1"):
        actions.close_review(nomination=nomination, by=coordinator, now=now)

    give(second, experts[1], now)
    actions.close_review(nomination=nomination, by=coordinator, now=now)


def test_member_who_reviewed_does_not_decide(at, coordinator, member, experts, now):
    nomination = at("in_review")
    factories.to_decide(nomination, coordinator, [member, experts[0]], now)

    with pytest.raises(access.ReviewersDoNotDecide):
        actions.decide(nomination=nomination, verdict="accept", reason="Mine", by=member, now=now)


def test_coordinator_with_a_stake_asks_nobody(at, coordinator, apricot, experts, now):
    nomination = at("in_review")
    universities.give_role(person=coordinator, role="staff", university=apricot, by=None, now=now)

    with pytest.raises(access.ConflictOfInterest):
        factories.asked(nomination, people.Person.objects.get(pk=coordinator.pk), experts[0], now)


def test_marks_are_shown_with_their_mean(at, coordinator, experts, now):
    nomination = at("to_decide")

    found = queries.reviews_of(nomination)

    assert [(row.name, row.marks, str(row.mean)) for row in found.rows] == [
        ("Content", [5, 5], "5.0"),
        ("Teaching", [4, 4], "4.0"),
        ("Reach", [4, 4], "4.0"),
        ("Readiness", [3, 3], "3.0"),
    ]


def test_criteria_stay_once_somebody_has_marked(call, coordinator, assignment, experts, now):
    actions.set_criteria(call=call, criteria=[("depth", {"en": "Depth"}, {})], by=coordinator)
    give(assignment, experts[0], now, marks={"depth": 5})

    with pytest.raises(actions.CriteriaAreInUse):
        actions.set_criteria(call=call, criteria=[("width", {"en": "Width"}, {})], by=coordinator)
    assert Assignment.objects.get().review.marks == {"depth": 5}
