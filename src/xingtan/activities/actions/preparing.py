"""Deeds: an activity is prepared, changed while nobody has seen it, copied to another session or class."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingtan.activities.models import Activity
from xingtan.activities.registry import kinds
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken

LONGEST_TITLE = 200


class NoSuchActivity(RuleBroken):
    """Its kind says that it cannot be so."""

    message = "%(why)s"


class AlreadyBegun(RuleBroken):
    """What a class has seen is not changed under its hands."""

    message = _("The class has seen this already, so it stays as it is. Copy it to make another one.")


@deed
def add(
    *,
    run: Any,
    session: Any,
    kind: str,
    title: str,
    config: Mapping[str, Any],
    by: Any,
    now: datetime,
    phase: str = Activity.Phase.IN,
) -> Activity:
    """Prepare an activity. Nobody but those who lead knows of it until it is opened.

    :param session: where it is for; without one it lies ready in the class
    :raises NoSuchActivity: if its kind cannot be so
    """
    check(kind, config)
    return Activity.objects.create(
        run=run,
        session=session,
        phase=phase,
        kind=kind,
        title=title[:LONGEST_TITLE],
        config=dict(config),
        made_by=by,
        made_at=now,
    )


@deed
def change(*, activity: Activity, title: str, config: Mapping[str, Any], phase: str) -> Activity:
    """Change what was prepared.

    :raises AlreadyBegun: if it was opened
    :raises NoSuchActivity: if its kind cannot be so
    """
    held = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if not held.is_draft:
        raise AlreadyBegun
    check(held.kind, config)
    held.title, held.config, held.phase = title[:LONGEST_TITLE], dict(config), phase
    held.version += 1
    held.save(update_fields=["title", "config", "phase", "version"])
    return held


@deed
def remove(*, activity: Activity) -> None:
    """Throw away what was prepared and never opened; thrown away before, nothing happens.

    :raises AlreadyBegun: if it was opened
    """
    held = Activity.objects.select_for_update(of=("self",)).filter(pk=activity.pk).first()
    if held is not None and not held.is_draft:
        raise AlreadyBegun
    if held is not None:
        held.delete()


@deed
def reuse(*, activity: Activity, run: Any, session: Any, by: Any, now: datetime, phase: str = "") -> Activity:
    """Copy an activity, without what was answered, to this session, or to lie ready in this class."""
    kind = kinds.named(activity.kind)
    return Activity.objects.create(
        run=run,
        session=session,
        phase=phase or activity.phase,
        kind=activity.kind,
        title=activity.title,
        config=kind.moved(activity.config, activity.run, run) if kind else activity.config,
        made_by=by,
        made_at=now,
        copied_from=activity,
    )


def check(kind: str, config: Mapping[str, Any]) -> None:
    """Test what its kind says of a config.

    :raises NoSuchActivity: if it cannot be so
    """
    found = kinds.named(kind)
    faults = [gettext(each) for each in found.check(config)] if found else [gettext("There is no such activity.")]
    if faults:
        raise NoSuchActivity(why=" ".join(faults))
