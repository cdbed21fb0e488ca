"""Deeds: a run becomes a class, goes online or back to the classroom, and meets in several places."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit, emit_many
from xingtan.people import public as people
from xingtan.teaching.events import ClassOpened, HubClosed, HubOpened, SessionChanged
from xingtan.teaching.models import Change, Class, Hub, Session, Venue

AT_ONCE = 500
FIELDS = ("code", "unit", "campus", "mode", "link")


class HubIsThere(RuleBroken):
    """Two hubs of one class have two names."""

    message = _("This class has a hub of that name already. Choose another name.")


@deed
def open_class(*, run: catalog.Run, by: people.Person | None, now: datetime, **facts: Any) -> Class:
    """Teach a run in sessions, or change what is known of it as a class.

    :param facts: fields of the class, by name
    """
    return open_classes(classes=[(run, facts)], by=by, now=now)[0]


@deed
def open_classes(
    *, classes: Sequence[tuple[catalog.Run, Mapping[str, Any]]], by: people.Person | None, now: datetime
) -> list[Class]:
    """Teach runs in sessions, in bulk: those that are classes already are changed where they differ.

    :param classes: runs, with course and university loaded, each with fields of its class by name
    """
    there = Class.objects.select_for_update(of=("self",)).in_bulk([run.pk for run, _facts in classes])
    made, changed, all_of_them = [], [], []
    for run, facts in classes:
        known = there.get(run.pk)
        each = known or Class(run=run)
        before = [getattr(each, name) for name in facts]
        for name, value in facts.items():
            setattr(each, name, value)
        if known is None:
            made.append(each)
        elif before != list(facts.values()):
            changed.append(each)
        each.run = run
        there[run.pk] = each
        all_of_them.append(each)

    Class.objects.bulk_create(made, batch_size=AT_ONCE)
    if changed:
        Class.objects.bulk_update(changed, FIELDS, batch_size=AT_ONCE)

    emit_many(
        [
            ClassOpened(
                actor=by and by.uid,
                university=each.run.course.university.uid,
                run=each.run.uid,
                mode=str(each.mode),
            )
            for each in [*made, *changed]
        ]
    )
    return all_of_them


@deed
def switch_mode(
    *, runs: Sequence[catalog.Run], mode: str, by: people.Person, now: datetime, why: str = ""
) -> list[Change]:
    """Let classes meet online, on site or both from now on: what is planned changes, all that was made there stays.

    :param runs: with course and university loaded
    """
    by_key = {each.pk: each for each in runs}
    rows = Session.objects.select_for_update(of=("self",)).filter(
        run__in=by_key, status=Session.Status.PLANNED, ends_at__gt=now
    )
    found = [each for each in rows.order_by("pk") if each.mode != mode]

    open_classes(classes=[(run, {"mode": mode}) for run in runs], by=by, now=now)
    changes = [
        Change(session=each, what={"mode": [str(each.mode), str(mode)]}, why=why, by=by, at=now) for each in found
    ]
    for start in range(0, len(found), AT_ONCE):
        some = [each.pk for each in found[start : start + AT_ONCE]]
        Session.objects.filter(pk__in=some).update(mode=mode, changed_at=now)
    Change.objects.bulk_create(changes, batch_size=AT_ONCE)

    emit_many(
        [
            SessionChanged(
                actor=by.uid,
                university=by_key[each.run_id].course.university.uid,
                session=each.uid,
                run=by_key[each.run_id].uid,
                what=["mode"],
            )
            for each in found
        ]
    )
    return changes


@deed
def open_hub(
    *, run: catalog.Run, name: str, by: people.Person, venue: Venue | None = None, seats: int | None = None
) -> Hub:
    """Name a place where a part of the class sits together.

    :raises HubIsThere: if there is one of that name
    """
    run = catalog.lock(run)
    if Hub.objects.filter(run=run, name=name).exists():
        raise HubIsThere

    hub = Hub.objects.create(run=run, name=name, venue=venue, seats=seats)

    emit(HubOpened(actor=by.uid, university=run.course.university.uid, hub=hub.uid, run=run.uid))
    return hub


@deed
def close_hub(*, hub: Hub, by: people.Person) -> None:
    """Take a hub off the list of a class."""
    gone, _by_kind = Hub.objects.filter(pk=hub.pk).delete()

    if gone:
        emit(HubClosed(actor=by.uid, university=hub.run.course.university.uid, hub=hub.uid, run=hub.run.uid))
