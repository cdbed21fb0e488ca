"""Deeds: the classes of a university or a department meet another way in some days, and those concerned are told once."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from xingtan.jobs import public as jobs
from xingtan.kernel import rows
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.notices import public as notices
from xingtan.people import public as people
from xingtan.teaching import queries
from xingtan.teaching.events import ClassesSwitched
from xingtan.teaching.models import Change, Class, Session, Switch

TELLING = "teaching.tell_of_switch"
AT_ONCE = 500
LONGEST = timedelta(days=400)


class NothingToSwitch(RuleBroken):
    """All of it is so already."""

    message = _("No session of these days would change. Nothing was done.")


class NotAsSeen(RuleBroken):
    """One confirms what one has seen."""

    message = _("In the meantime other sessions would change than those you saw. Look again and confirm.")


class DaysAreNone(RuleBroken):
    """A period has a first day, and a last one that is not before it."""

    message = _("The last day is before the first, or more than a year later. Nothing was changed.")


@deed
def switch_classes(*, scope: queries.Scope, seen: int, by: people.Person, now: datetime, why: str = "") -> Switch:
    """Let many classes meet online, on site or both; what was made in them stays, and what has begun or ended, too.

    A job tells each student and teacher concerned, once.

    :param seen: how many sessions one saw would change
    :raises DaysAreNone, NothingToSwitch, NotAsSeen: see there
    """
    if scope.until_on is not None and not timedelta(0) <= scope.until_on - scope.from_on <= LONGEST:
        raise DaysAreNone
    locked = queries.sessions_in(scope, now).exclude(mode=scope.mode).select_for_update(of=("self",))
    found = list(locked.order_by("pk").values_list("pk", "mode", "run"))
    if not found:
        raise NothingToSwitch
    if len(found) != seen:
        raise NotAsSeen

    switch = Switch.objects.create(
        university=scope.university,
        unit=scope.unit,
        mode=scope.mode,
        from_on=scope.from_on,
        until_on=scope.until_on,
        why=why,
        by=by,
        at=now,
        classes=len({run for _pk, _mode, run in found}),
        sessions=len(found),
    )
    for start in range(0, len(found), AT_ONCE):
        some = [pk for pk, _mode, _run in found[start : start + AT_ONCE]]
        Session.objects.filter(pk__in=some).update(mode=scope.mode, changed_at=now)
    rows.insert(
        Change,
        ("session_id", "what"),
        [(pk, {"mode": [str(mode), str(scope.mode)]}) for pk, mode, _run in found],
        always={"why": why, "by_id": by.pk, "at": now, "switch_id": switch.pk},
    )
    if scope.until_on is None:
        Class.objects.filter(pk__in=list(queries.classes_in(scope).values_list("pk", flat=True))).update(
            mode=scope.mode
        )
    jobs.start(kind=TELLING, owner=by, params={"switch": str(switch.uid)})

    emit(
        ClassesSwitched(
            actor=by.uid,
            university=scope.university.uid,
            switch=switch.uid,
            unit=scope.unit.uid if scope.unit else None,
            mode=str(scope.mode),
            from_on=scope.from_on,
            until_on=scope.until_on,
            classes=switch.classes,
            sessions=switch.sessions,
        )
    )
    return switch


@deed
def tell_some_of_switch(*, switch: Switch, after: int, now: datetime) -> tuple[int, int]:
    """Tell the next few whom a switch concerns, one notice each; told again, nobody hears it twice.

    :param after: the key of the last who was told
    :returns: how many were told, and the key of the last; the same key when all were
    """
    some = list(queries.concerned_by(switch).filter(pk__gt=after).order_by("pk")[:AT_ONCE])
    data = {
        "university": dict(switch.university.name),
        "mode": switch.mode,
        "from_on": switch.from_on.isoformat(),
        "until_on": switch.until_on.isoformat() if switch.until_on else "",
        "why": switch.why,
    }
    told = notices.tell(people=some, kind="teaching.switched", about=f"switch:{switch.uid}", data=data, now=now)
    return told, some[-1].pk if some else after
