"""Deeds: what worked is told, looked at, and published."""

from datetime import datetime
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from xingtan.coordination import access
from xingtan.coordination.actions.telling import tell_of_experience
from xingtan.coordination.actions.walking import ReasonIsMissing
from xingtan.coordination.events import ExperienceMoved
from xingtan.coordination.models import Experience, ExperienceStep
from xingtan.coordination.rules import EXPERIENCE_MOVES
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import NotAllowed, RuleBroken
from xingtan.kernel.events import emit
from xingtan.kernel.text import as_text
from xingtan.people import public as people


class ExperienceStateIsOther(RuleBroken):
    """The step does not lead on from where it is."""

    message = _("This experience is “%(state)s”, and this step does not lead on from there. Nothing was changed.")


@deed
def add_experience(*, by: people.Person, now: datetime, **facts: Any) -> Experience:
    """Tell what worked: a coordinator looks at it, and then anyone can read it."""
    slug = _free_slug(str(as_text(facts["title"])))

    made = Experience.objects.create(slug=slug, author=by, submitted_at=now, **facts)
    _step(made, "submit", "", made.state, reason="", by=by, now=now)
    return made


@deed
def describe_experience(*, experience: Experience, by: people.Person, now: datetime, **facts: Any) -> Experience:
    """Change what it says. What was published is looked at again before anyone reads the new words.

    :raises NotAllowed: if somebody else wrote it
    """
    experience = lock(experience)
    if experience.author_id != by.pk:
        raise NotAllowed

    before = experience.state
    for name, value in facts.items():
        setattr(experience, name, value)
    experience.state = Experience.State.SUBMITTED
    experience.save()
    _step(experience, "submit", before, experience.state, reason="", by=by, now=now)
    return experience


@deed
def move_experience(
    *, experience: Experience, move: str, reason: str = "", by: people.Person, now: datetime
) -> Experience:
    """Publish it, return it, submit it again, or withdraw it.

    :raises NotAllowed: if the step is somebody else's
    :raises ExperienceStateIsOther: if it does not lead on from here
    :raises ReasonIsMissing: if it needs words
    """
    experience = lock(experience)
    step = EXPERIENCE_MOVES[move]
    if not access.may_take_of_experience(by, step, experience):
        raise NotAllowed
    if experience.state not in step.before:
        raise ExperienceStateIsOther(state=experience.get_state_display())
    if step.needs_reason and not reason.strip():
        raise ReasonIsMissing

    before, experience.state = experience.state, step.after
    experience.save(update_fields=["state", "changed_at"])
    _step(experience, move, before, step.after, reason=reason, by=by, now=now)
    return experience


def lock(experience: Experience) -> Experience:
    """Hold the experience until the deed ends."""
    return (
        Experience.objects.select_for_update(of=("self",)).select_related("author", "university").get(pk=experience.pk)
    )


def _step(
    experience: Experience, move: str, before: str, after: str, *, reason: str, by: people.Person, now: datetime
) -> None:
    made = ExperienceStep.objects.create(
        experience=experience, move=move, before=before, after=after, by=by, at=now, reason=reason.strip()
    )
    tell_of_experience(
        experience, what=f"experience_{after}", reason=reason.strip(), about=f"step-{made.pk}", by=by, now=now
    )
    emit(
        ExperienceMoved(
            actor=by.uid,
            university=experience.university and experience.university.uid,
            experience=experience.uid,
            after=after,
        )
    )


def _free_slug(title: str) -> str:
    """Make an address of the title, with a number where it is taken."""
    start = slugify(title)[:70] or "experience"
    # The page on which one tells has this address.
    taken = {"tell"} | set(Experience.objects.filter(slug__startswith=start).values_list("slug", flat=True))
    return next(each for each in (start, *(f"{start}-{n}" for n in range(2, len(taken) + 3))) if each not in taken)
