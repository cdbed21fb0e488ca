"""Who may do what at the desk, and the doors to it. Nobody judges what is their own."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.coordination.models import (
    Adoption,
    Assignment,
    Call,
    Evidence,
    Experience,
    FollowUp,
    Nomination,
    Party,
    Task,
)
from xingtan.coordination.rules import Move, Who
from xingtan.kernel.errors import NotAllowed, NotThere, RuleBroken, SignInFirst
from xingtan.universities import public as universities


class ConflictOfInterest(RuleBroken):
    """Nobody judges a course that they or their university stand for."""

    message = _(
        "You serve this course or one of its universities, so somebody else has to take this step. Nothing was changed."
    )


class ReviewersDoNotDecide(RuleBroken):
    """Who reviewed a course has said their word."""

    message = _("You reviewed this course, so another member of the committee decides. Nothing was changed.")


def is_at_desk(person: Any) -> bool:
    """Test whether this person coordinates the consortium, or sits on its committee."""
    return universities.coordinates(person) or universities.is_on_committee(person)


def can_speak_for(person: Any, party: Party) -> bool:
    """Test whether this person speaks for the university or the platform that joined."""
    if not person.is_authenticated:
        return False
    if party.university:
        return universities.can_administer(person, party.university)
    return catalog.PlatformContact.objects.filter(platform=party.platform_id, person=person).exists()


def has_stake(person: Any, nomination: Nomination) -> bool:
    """Test whether this person serves the course, the university that nominates it, or one that makes it too."""
    course = nomination.course
    makers = {nomination.university_id, course.university_id, *course.partners.values_list("university", flat=True)}
    serves = person.standing.catalog
    return bool(makers & set(person.standing.universities.at)) or course.pk in serves.teaches | serves.assists


def may_take(person: Any, move: Move, nomination: Nomination) -> bool:
    """Test whether this step is this person's to take, as far as their roles go."""
    return (
        (Who.UNIVERSITY in move.by and universities.can_administer(person, nomination.university))
        or (Who.COORDINATOR in move.by and universities.coordinates(person))
        or (Who.COMMITTEE in move.by and universities.is_on_committee(person))
    )


def judge_of(person: Any, nomination: Nomination) -> None:
    """Let only those judge who have no stake in the course.

    :raises ConflictOfInterest: if they have
    """
    if has_stake(person, nomination):
        raise ConflictOfInterest


def taker_of(person: Any, move: Move, nomination: Nomination) -> None:
    """Let only those take this step whose it is. Every step passes here, whichever way it was asked for.

    :raises NotAllowed: if it is somebody else's
    :raises ConflictOfInterest: if they have a stake in the course
    :raises ReviewersDoNotDecide: if they reviewed it
    """
    if not may_take(person, move, nomination):
        raise NotAllowed
    if Who.UNIVERSITY in move.by:
        return
    judge_of(person, nomination)
    reviewed = nomination.assignments.filter(expert=person, round=nomination.round, review__isnull=False)
    if Who.COMMITTEE in move.by and reviewed.exists():
        raise ReviewersDoNotDecide


def desk_to_coordinate(person: Any) -> None:
    """Open the desk to coordinators."""
    if not universities.coordinates(person):
        raise NotThere


def call_to_see(person: Any, *, call: str) -> Call:
    """Find the call for anyone; a draft for the desk."""
    found = Call.objects.visible_to(person).filter(slug=call).first()
    if found is None:
        raise NotThere
    return found


def call_to_coordinate(person: Any, *, call: str) -> Call:
    """Find the call for coordinators."""
    desk_to_coordinate(person)
    return call_to_see(person, call=call)


def call_to_work_on(person: Any, *, call: str) -> Call:
    """Find the call for the desk, for those who joined it, and for those who could."""
    found = call_to_see(person, call=call)
    if not (is_at_desk(person) or may_join(person)):
        raise NotThere
    return found


def may_join(person: Any) -> bool:
    """Test whether there is a university or a platform in whose name this person could join a call."""
    if not person.is_authenticated:
        return False
    roles = person.standing.universities.at.values()
    return (
        any(universities.Role.ADMINISTRATOR in each for each in roles)
        or catalog.PlatformContact.objects.filter(person=person).exists()
    )


def party_to_speak_for(person: Any, *, party: UUID) -> Party:
    """Find the party for those who speak for it, and for coordinators."""
    found = Party.objects.present().named().select_related("call").filter(uid=party).first()
    if found is None or not (can_speak_for(person, found) or universities.coordinates(person)):
        raise NotThere
    return found


def task_to_work_on(person: Any, *, task: UUID) -> Task:
    """Find the task for the desk and for those of whom it asks something."""
    found = Task.objects.select_related("call", "party").filter(uid=task).first()
    if found is None or not (is_at_desk(person) or parties_to_report_for(person, found)):
        raise NotThere
    return found


def task_to_coordinate(person: Any, *, task: UUID) -> Task:
    """Find the task for coordinators."""
    desk_to_coordinate(person)
    return task_to_work_on(person, task=task)


def parties_to_report_for(person: Any, task: Task) -> list[Party]:
    """Give the parties of whom the task asks something, and for which this person may say what was done.

    A coordinator may for platforms: many have nobody with an account here.
    """
    present = Party.objects.present().named().filter(call=task.call_id).order_by("pk")
    mine = list(present.spoken_for_by(person))
    if universities.coordinates(person):
        known = {each.pk for each in mine}
        mine += [each for each in present.filter(platform__isnull=False) if each.pk not in known]
    return [each for each in mine if task.concerns(each)]


def evidence_to_check(person: Any, *, evidence: UUID) -> Evidence:
    """Find what was said to be done, for coordinators."""
    desk_to_coordinate(person)
    found: Evidence | None = (
        Evidence.objects.select_related("task__call", "party__university", "party__platform", "by")
        .filter(uid=evidence)
        .first()
    )
    if found is None:
        raise NotThere
    return found


def nomination_to_see(person: Any, *, nomination: UUID) -> Nomination:
    """Find the nomination for the desk, for who runs its university, and for its experts."""
    found = Nomination.objects.visible_to(person).whole().filter(uid=nomination).first()
    if found is None:
        raise NotThere
    return found


def nomination_to_coordinate(person: Any, *, nomination: UUID) -> Nomination:
    """Find the nomination for coordinators."""
    found = nomination_to_see(person, nomination=nomination)
    if not universities.coordinates(person):
        raise NotAllowed
    return found


def assignment_to_review(person: Any, *, assignment: UUID) -> Assignment:
    """Find what one is asked to review."""
    if not person.is_authenticated:
        raise NotThere
    found = (
        Assignment.objects.open_or_done()
        .select_related("nomination__call", "nomination__course__university", "nomination__university", "expert")
        .filter(uid=assignment, expert=person)
        .first()
    )
    if found is None:
        raise NotThere
    return found


def assignment_to_end(person: Any, *, assignment: UUID) -> Assignment:
    """Find an assignment for its expert, who may have a reason not to review, and for coordinators."""
    found = (
        Assignment.objects.select_related("nomination__call", "nomination__course", "nomination__university", "expert")
        .filter(uid=assignment)
        .first()
    )
    if found is None or not (found.expert_id == person.pk or universities.coordinates(person)):
        raise NotThere
    return found


def follow_up_to_report(person: Any, *, follow_up: UUID) -> FollowUp:
    """Find what is to be looked at after publishing: for coordinators, and for who runs the university."""
    found: FollowUp | None = (
        FollowUp.objects.select_related("selection__nomination__university", "selection__nomination__call")
        .filter(uid=follow_up)
        .first()
    )
    if found is None:
        raise NotThere
    if not (
        universities.coordinates(person) or universities.can_administer(person, found.selection.nomination.university)
    ):
        raise NotThere
    return found


def adoption_to_administer(person: Any, *, adoption: UUID) -> Adoption:
    """Find the adoption for who runs the university that teaches the course."""
    found = Adoption.objects.current().whole().filter(uid=adoption).first()
    if found is None or not universities.can_administer(person, found.university):
        raise NotThere
    return found


def can_tell(person: Any) -> bool:
    """Test whether this person may tell the library what worked: all who serve somewhere may."""
    return person.is_authenticated and bool(person.standing.universities.at or is_at_desk(person) or may_join(person))


def library_to_tell(person: Any) -> None:
    """Open the page on which one tells what worked."""
    if not person.is_authenticated:
        raise SignInFirst
    if not can_tell(person):
        raise NotThere


def experience_to_see(person: Any, *, experience: str) -> Experience:
    """Find the experience for anyone; one that is not published for its author and for coordinators."""
    found = (
        Experience.objects.visible_to(person)
        .select_related("author", "university", "call")
        .filter(slug=experience)
        .first()
    )
    if found is None:
        raise NotThere
    return found


def experience_to_change(person: Any, *, experience: str) -> Experience:
    """Find the experience for who wrote it."""
    found = experience_to_see(person, experience=experience)
    if found.author_id != person.pk:
        raise NotThere
    return found


def may_take_of_experience(person: Any, move: Move, experience: Experience) -> bool:
    """Test whether this step is this person's to take. Nobody publishes what they wrote themselves."""
    if experience.author_id == person.pk:
        return Who.AUTHOR in move.by
    return Who.COORDINATOR in move.by and universities.coordinates(person)
