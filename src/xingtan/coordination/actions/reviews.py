"""Deeds: experts are asked, review, or are let go; the review is closed."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.coordination import access
from xingtan.coordination.actions.telling import tell_expert
from xingtan.coordination.actions.walking import ReasonIsMissing, check, lock, walk
from xingtan.coordination.events import CourseReviewed
from xingtan.coordination.models import Assignment, Nomination, Release, Review
from xingtan.coordination.rules import has_enough_reviews, marks_are_whole
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import NotAllowed, RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.universities import public as universities


class NotInReview(RuleBroken):
    """Experts look while the nomination is in review."""

    message = _("This nomination is not in review. Nothing was changed.")


class ExpertHasStake(RuleBroken):
    """Nobody reviews what is their own."""

    message = _("%(name)s serves this course or one of its universities. Ask somebody else.")


class AlreadyAsked(RuleBroken):
    """One is asked once."""

    message = _("%(name)s was asked before. Nothing was changed.")


class MarksAreIncomplete(RuleBroken):
    """Marks are compared, so each criterion has one."""

    message = _("Give a mark from 1 to 5 for every criterion. Your words are kept.")


class ReviewIsGiven(RuleBroken):
    """A review is given once."""

    message = _("This review has been given, and stays as it is.")


class ReviewsAreOutstanding(RuleBroken):
    """The committee decides when the experts have spoken."""

    message = _(
        "Given: %(given)s of %(wanted)s reviews; still at work: %(outstanding)s. Wait for them, or let somebody go."
    )


@deed
def assign(*, nomination: Nomination, email: str, by: people.Person, now: datetime) -> Assignment:
    """Ask whoever has this address to review the course.

    :raises NotAllowed: if they do not coordinate
    :raises ConflictOfInterest: if who asks has a stake in the course
    :raises NotInReview: if experts are not wanted now
    :raises NobodyHasThisAddress: if there is no such account
    :raises ExpertHasStake: if the expert serves the course or its university
    :raises AlreadyAsked: if they were asked
    """
    nomination = lock(nomination)
    if not universities.coordinates(by):
        raise NotAllowed
    access.judge_of(by, nomination)
    if nomination.state != Nomination.State.IN_REVIEW:
        raise NotInReview
    expert = people.person_with_address(email)
    if access.has_stake(expert, nomination):
        raise ExpertHasStake(name=expert.get_full_name())
    if nomination.assignments.filter(expert=expert, round=nomination.round).exists():
        raise AlreadyAsked(name=expert.get_full_name())

    made = Assignment.objects.create(nomination=nomination, round=nomination.round, expert=expert, by=by, at=now)
    people.note_duties(person=expert)
    tell_expert(made, now=now)
    return made


@deed
def release(*, assignment: Assignment, reason: str, by: people.Person, now: datetime) -> Release:
    """Let the expert go, because they or a coordinator say so.

    :raises ReviewIsGiven: if the review is there
    :raises ReasonIsMissing: if nobody says why
    """
    assignment = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    if Review.objects.filter(assignment=assignment).exists() or Release.objects.filter(assignment=assignment).exists():
        raise ReviewIsGiven
    if not reason.strip():
        raise ReasonIsMissing

    return Release.objects.create(assignment=assignment, by=by, at=now, reason=reason.strip())


@deed
def review(
    *,
    assignment: Assignment,
    marks: Mapping[str, int],
    comment: str,
    recommendation: str,
    by: people.Person,
    now: datetime,
) -> Review:
    """Say what an expert says.

    :raises NotAllowed: if somebody else was asked, or is let go
    :raises ExpertHasStake: if they have come to serve the course since
    :raises NotInReview: if it is too late
    :raises ReviewIsGiven: if it was said before
    :raises MarksAreIncomplete: if a criterion has no mark
    :raises ReasonIsMissing: if there are marks and no words
    """
    nomination = lock(assignment.nomination)
    if assignment.expert_id != by.pk or Release.objects.filter(assignment=assignment).exists():
        raise NotAllowed
    if access.has_stake(by, nomination):
        raise ExpertHasStake(name=by.get_full_name())
    if nomination.state != Nomination.State.IN_REVIEW or assignment.round != nomination.round:
        raise NotInReview
    if Review.objects.filter(assignment=assignment).exists():
        raise ReviewIsGiven
    if not marks_are_whole(marks, nomination.call.criteria.values_list("key", flat=True)):
        raise MarksAreIncomplete
    if not comment.strip():
        raise ReasonIsMissing

    given = Review.objects.create(
        assignment=assignment, marks=dict(marks), comment=comment.strip(), recommendation=recommendation, at=now
    )

    emit(
        CourseReviewed(
            actor=by.uid,
            university=nomination.university.uid,
            nomination=nomination.uid,
            course=nomination.course.uid,
            recommendation=recommendation,
        )
    )
    return given


@deed
def close_review(*, nomination: Nomination, reason: str = "", by: people.Person, now: datetime) -> Nomination:
    """Lay the course before the committee.

    :raises ReviewsAreOutstanding: if there are too few reviews, or somebody is still at work
    """
    nomination = lock(nomination)
    check(nomination, "close_review", by=by, reason=reason)
    asked = nomination.assignments.filter(round=nomination.round)
    given = asked.filter(review__isnull=False).count()
    outstanding = asked.filter(review__isnull=True, release__isnull=True).count()
    wanted = nomination.call.reviews_wanted
    if not has_enough_reviews(given=given, outstanding=outstanding, wanted=wanted):
        raise ReviewsAreOutstanding(given=given, wanted=wanted, outstanding=outstanding)

    walk(nomination, "close_review", by=by, reason=reason, now=now)
    return nomination
