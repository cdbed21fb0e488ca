"""Deeds on the standing of an entry: each step is a row with who, when and why."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from xingtan.directory.actions.keeping import tell_coordinators
from xingtan.directory.events import SolutionStepped
from xingtan.directory.models import Solution, Step, Version
from xingtan.directory.rules import standing
from xingtan.kernel import mail
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.notices import public as notices
from xingtan.people import public as people


class StepOutOfOrder(RuleBroken):
    """Nothing is listed that was not checked and reviewed."""

    message = _(
        "This entry cannot take that step from where it stands. Look at it again: somebody may have been faster."
    )


class SaysNoReason(RuleBroken):
    """Whoever is turned away may know why."""

    message = _("Say why. Who proposed it and who reads the history will see your words.")


class OwnSubmission(RuleBroken):
    """Nobody judges what they proposed."""

    message = _("You proposed this entry yourself. Another coordinator has to look at it.")


@deed
def take_step(*, solution: Solution, status: str, why: str, by: people.Person, now: datetime) -> Step:
    """Check, review, list, confirm, delist or decline an entry; who proposed it is told.

    :raises StepOutOfOrder: if this step does not follow from where it stands
    :raises SaysNoReason: if it is turned away without a word
    :raises OwnSubmission: if who decides has proposed it
    """
    solution = Solution.objects.select_for_update(of=("self",)).select_related("submitted_by").get(pk=solution.pk)
    stands = Step.objects.filter(solution=solution).order_by("-at", "-pk")[0]
    if not standing.may_follow(stands.status, status):
        raise StepOutOfOrder
    if status in standing.NEED_A_REASON and not why.strip():
        raise SaysNoReason
    if solution.submitted_by_id == by.pk:
        raise OwnSubmission

    step = Step.objects.create(solution=solution, status=status, at=now, recorded_at=now, by=by, why=why.strip()[:500])
    _tell_submitter(solution, step, now)

    emit(SolutionStepped(actor=by.uid, solution=solution.uid, status=status))
    return step


@deed
def mark_due(*, solution: Solution, now: datetime) -> Step | None:
    """Say that a year has passed since anybody looked; it stays listed. Nothing happens where that is not so."""
    solution = Solution.objects.select_for_update().get(pk=solution.pk)
    stands = Step.objects.filter(solution=solution).order_by("-at", "-pk")[0]
    if stands.status != standing.LISTED or stands.at + standing.REVIEW_AFTER > now:
        return None

    step = Step.objects.create(solution=solution, status=standing.DUE, at=now, recorded_at=now)
    name = Version.objects.filter(solution=solution).order_by("-number")[0].name
    tell_coordinators(what="due", solution=solution, name=name, about=f"{step.pk}", now=now)

    emit(SolutionStepped(solution=solution.uid, status=standing.DUE))
    return step


def _tell_submitter(solution: Solution, step: Step, now: datetime) -> None:
    name = Version.objects.filter(solution=solution).order_by("-number")[0].name
    data = {"slug": solution.slug, "name": name, "status": step.status, "why": step.why}
    if solution.submitted_by is not None:
        notices.tell(people=[solution.submitted_by], kind="directory.step", about=f"step {step.pk}", data=data, now=now)
    elif solution.email and step.status in (standing.LISTED, standing.DECLINED, standing.DELISTED):
        # Without an account there is no bell: only what ends the waiting is mailed.
        with override(solution.locale or None):
            label = step.get_status_display()
        context = {**data, "label": label, "url": solution.get_absolute_url()}
        mail.send(to=solution.email, template="directory/_mail/step", context=context, locale=solution.locale or None)
