"""Activities as a page shows them: for a student, for who leads, for the projector. Constant queries each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from typing import Any

from xingtan.activities import access
from xingtan.activities.models import Activity
from xingtan.activities.queries.answers import Folded, folded, names_in, own_answers
from xingtan.activities.registry import kinds
from xingtan.activities.registry.sheets import Sheet
from xingtan.activities.rules.passes import make_pass
from xingtan.kernel.cache import part
from xingtan.learning import public as learning

A_MINUTE = 60.0


def sheets_for_student(
    session: Any, activities: Sequence[Activity], *, person: Any, enrollment: Any, now: datetime
) -> list[Sheet]:
    """Give these activities as a student sees them: their own answers, and results where they are shown."""
    seen = [each for each in activities if access.sees_results(each)]
    counted, own = folded(seen, now), own_answers(person, activities)
    extra, names = _extra(activities, now), _shown_names(seen)
    return [
        _sheet(
            each,
            session,
            now,
            counted.get(each.pk),
            extra.get(each.pk),
            person=person,
            enrollment=enrollment,
            own=own[each.pk],
            passed=make_pass(each.uid, person.pk, now.timestamp()) if enrollment and each.is_open(now) else "",
            names=names if _kind(each).shows_names else {},
        )
        for each in activities
    ]


def sheets_for_all(session: Any, activities: Sequence[Activity], now: datetime) -> list[Sheet]:
    """Give these activities with their results as everybody sees them, and nobody's own."""
    counted, names, extra = folded(activities, now), _shown_names(activities), _extra(activities, now)
    return [
        _sheet(
            each, session, now, counted.get(each.pk), extra.get(each.pk), names=names if _kind(each).shows_names else {}
        )
        for each in activities
    ]


def sheets_for_lead(session: Any, activities: Sequence[Activity], *, person: Any, now: datetime) -> list[Sheet]:
    """Give these activities as those see them who lead: all results, with names unless the config says none."""
    counted, extra = folded(activities, now), _extra(activities, now)
    names = part("activities.names", _stamps(counted), make=lambda: names_in(activities), ttl=A_MINUTE)
    expected = _expected(session.run)
    return [
        _sheet(
            each,
            session,
            now,
            counted.get(each.pk),
            extra.get(each.pk),
            person=person,
            is_lead=True,
            expected=expected,
            names={} if each.config.get("unnamed") else names,
        )
        for each in activities
    ]


def on_screen(session: Any, activities: Sequence[Activity], now: datetime) -> Sheet | None:
    """Give what the projector shows: what was opened last and is open, else what was shown last."""
    running = [each for each in activities if each.opened_at and (each.is_open(now) or access.sees_results(each))]
    if not running:
        return None
    chosen = max(running, key=lambda each: (each.is_open(now), each.shown_at or each.opened_at, each.pk))
    counted, names = folded([chosen], now), _shown_names([chosen])
    return _sheet(
        chosen,
        session,
        now,
        counted.get(chosen.pk),
        _extra([chosen], now).get(chosen.pk),
        expected=_expected(session.run),
        names=names,
    )


def with_answers(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Add to each sheet the answers that count, for reports and tables."""
    counted = folded([each.activity for each in sheets], sheets[0].now) if sheets else {}
    return [replace(each, answers=counted[each.activity.pk].answers) for each in sheets]


def stamp_of(activities: Sequence[Activity], now: datetime, *, counted: bool = False) -> str:
    """Give a short word that is another one as soon as a page of these activities is.

    :param counted: whether an answer makes it another one
    """
    facts: list[Any] = [(each.pk, each.version, each.is_open(now)) for each in activities]
    if counted:
        facts += [each.stamp for each in folded(activities, now).values()]
    return blake2b(repr(facts).encode(), digest_size=9).hexdigest()


def _sheet(activity: Activity, session: Any, now: datetime, counted: Folded | None, extra: Any, **more: Any) -> Sheet:
    return Sheet(
        activity=activity,
        session=session,
        now=now,
        results=counted.results if counted else None,
        answered=counted.answered if counted else 0,
        stamp=counted.stamp if counted else (),
        extra=extra,
        **more,
    )


def _extra(activities: Sequence[Activity], now: datetime) -> dict[int, Any]:
    by_kind: dict[str, list[Activity]] = {}
    for each in activities:
        by_kind.setdefault(each.kind, []).append(each)
    found: dict[int, Any] = {}
    for name in by_kind:
        found |= _kind(by_kind[name][0]).load(by_kind[name], now=now)
    return found


def _shown_names(activities: Sequence[Activity]) -> dict[int, str]:
    named = [each for each in activities if _kind(each).shows_names]
    return names_in(named) if named else {}


def _stamps(counted: dict[int, Folded]) -> tuple[Any, ...]:
    return tuple((key, each.stamp) for key, each in counted.items())


def _expected(run: Any) -> int:
    def count() -> int:
        return learning.Enrollment.objects.current().filter(run=run).count()

    return part("activities.expected", run.pk, make=count, ttl=A_MINUTE)


def _kind(activity: Activity) -> kinds.Kind:
    found = kinds.named(activity.kind)
    assert found is not None, activity.kind
    return found
