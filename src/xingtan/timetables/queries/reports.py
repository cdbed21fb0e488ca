"""The report of a dry run: what would be planned, moved and called off, and what would clash."""

from collections import Counter
from hashlib import blake2b
from typing import Any

from xingtan.teaching import public as teaching
from xingtan.timetables.queries.clashes import clashes_in, key_of
from xingtan.timetables.queries.drafts import Draft
from xingtan.timetables.queries.known import codes_of
from xingtan.timetables.rules.clashes import Clash

MOST_SHOWN = 100
MOST_CLASHES = 200


def report_of(draft: Draft) -> dict[str, Any]:
    """Give all that a person needs to see before they confirm, as JSON values."""
    report: dict[str, Any] = {
        "problems": [[each.line, each.code, each.value] for each in draft.problems],
        "notes": [[each.line, each.code, each.value] for each in draft.notes],
        "columns": draft.read.columns,
        "heads": draft.read.heads[:100],
        "lines": len(draft.read.lines),
    }
    if draft.problems:
        return report
    clashes = clashes_in(draft)
    late = (teaching.Session.Status.OPEN, teaching.Session.Status.HELD)
    turned = draft.turned
    runs = {each.run.pk: each.run for each in draft.patterns} | {each.run.pk: each.run for each in draft.gone}
    codes = codes_of(runs.values())
    return report | {
        "counts": {
            "added": len(draft.added) + len(draft.back),
            "changed": len(draft.changed),
            "gone": len(draft.gone),
            "same": draft.same,
            "new": len(draft.new),
            "turned": len(turned),
            "off": len(draft.off),
            "stay": sum(1 for plan, there in draft.plans if there is not None and there.said == plan.digest),
            "late": sum(
                1
                for plan, there in draft.plans
                if there is not None and there.said != plan.digest and there.status in late
            ),
            "lost": draft.lost,
            "classes": len({plan.run.pk for plan, _there in draft.plans}),
        },
        "rooms": [each.code for each in draft.known.new_venues][:MOST_SHOWN],
        "room_count": len(draft.known.new_venues),
        "turned": [_turned(codes, plan, there) for plan, there in turned[:MOST_SHOWN]],
        "off": [_session(codes, each) for each in draft.off[:MOST_SHOWN]],
        "clashes": dict(Counter(each.kind for each in clashes)),
        "clash_rows": [_clash(each, draft) for each in clashes[:MOST_CLASHES]],
        "digest": digest_of(draft),
    }


def digest_of(draft: Draft) -> str:
    """Give what tells whether a timetable would still do what somebody saw before they confirmed it."""
    plans = [*draft.new, *(plan for plan, _there in draft.turned)]
    said = sorted(
        f"{plan.run.pk} {plan.starts_at} {plan.ends_at} {plan.mode} {plan.venue and plan.venue.code} {plan.link}"
        for plan in plans
    )
    off = sorted(str(each.uid) for each in draft.off)
    return blake2b("\n".join([*said, "", *off]).encode(), digest_size=16).hexdigest()


def _turned(codes: dict[int, str], plan: teaching.Plan, there: teaching.Session) -> dict[str, Any]:
    return {
        "class": codes.get(plan.run.pk, ""),
        "zone": plan.zone,
        "before": there.starts_at.isoformat(),
        "after": plan.starts_at.isoformat(),
        "room": [str(there.venue or ""), str(plan.venue or "")],
        "is_back": there.status == teaching.Session.Status.CANCELLED,
    }


def _session(codes: dict[int, str], session: teaching.Session) -> dict[str, Any]:
    return {
        "class": codes.get(session.run_id, ""),
        "zone": session.zone,
        "at": session.starts_at.isoformat(),
        "url": f"/sessions/{session.uid}/",
    }


def _clash(clash: Clash, draft: Draft) -> dict[str, Any]:
    # A room that is only named so far has no number yet: it is told by its name.
    rooms = {-(each.uid.int % 2**61): each.code for each in draft.known.new_venues}
    return {
        "key": key_of(clash),
        "kind": clash.kind,
        "thing": clash.thing,
        "name": rooms.get(clash.thing or 0, ""),
        "first": clash.first,
        "second": clash.second,
        "count": clash.count,
        "times": [max(one.starts_at, other.starts_at).isoformat() for one, other in clash.pairs[:3]],
        "more": max(len(clash.pairs) - 3, 0),
    }
