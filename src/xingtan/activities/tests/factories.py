"""Activities as far as a test needs them; classes and sessions are teaching's."""

from __future__ import annotations

from typing import Any

from xingtan.activities import actions, config
from xingtan.activities.models import Activity
from xingtan.teaching.tests.factories import a_class as a_class
from xingtan.teaching.tests.factories import place as place
from xingtan.teaching.tests.factories import session as session

TEA = {"questions": [{"words": "Tea or coffee?", "type": "one", "options": ["Tea", "Coffee"]}], "unnamed": False}


def made(session: Any, by: Any, now: Any, *, kind: str = "poll", config: Any = None, **facts: Any) -> Activity:
    """Prepare an activity in a session; a poll, unless said otherwise."""
    title = facts.pop("title", "Tea or coffee?")
    return actions.add(
        run=session.run,
        session=session,
        kind=kind,
        title=title,
        config=TEA if config is None else config,
        by=by,
        now=now,
        **facts,
    )


def opened(session: Any, by: Any, now: Any, *, closes_at: Any = None, **facts: Any) -> Activity:
    """Prepare an activity in a session, and open it."""
    return actions.open_activity(activity=made(session, by, now, **facts), by=by, now=now, closes_at=closes_at)


def say(activity: Activity, person: Any, now: Any, **payload: Any) -> None:
    """Answer."""
    actions.respond(activity=activity, person=person, payload=payload, now=now)


def count_at_every_look(monkeypatch: Any) -> None:
    """Count results whenever they are asked for, instead of twice a second."""
    monkeypatch.setattr(config, "activities", config.Config(fresh_seconds=0.0))
