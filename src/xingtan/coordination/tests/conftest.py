"""Who works at the desk: the coordinator is Carmen; Chen sits on the committee; Elif and Emeka are experts."""

import pytest

from xingtan.coordination.tests import factories
from xingtan.people import public as people
from xingtan.universities import public as universities


@pytest.fixture
def member(db, now):
    chen = people.join(email="chen@example.org", name="Chen Wei")
    universities.give_role(person=chen, role="committee", university=None, by=None, now=now)
    return chen


@pytest.fixture
def experts(db):
    return [
        people.join(email="elif@example.org", name="Elif Demir"),
        people.join(email="emeka@example.org", name="Emeka Obi"),
    ]


@pytest.fixture
def call(coordinator, now):
    return factories.open_call(coordinator, now)


@pytest.fixture
def course(apricot, grace, now):
    return factories.whole_course(apricot, grace, now)


@pytest.fixture
def nomination(call, course, kofi, now):
    return factories.nominated(call, course, kofi, now)


@pytest.fixture
def at(nomination, coordinator, member, experts, kofi, now):
    """Give a way to bring the nomination to any state."""

    def brought(state):
        from xingtan.coordination import actions

        if state in ("in_review", "to_decide", "accepted", "refused", "selected", "removed"):
            factories.in_review(nomination, coordinator, now)
        if state in ("to_decide", "accepted", "refused", "selected", "removed"):
            factories.to_decide(nomination, coordinator, experts, now)
        if state in ("accepted", "selected", "removed"):
            factories.accepted(nomination, member, now)
        if state in ("selected", "removed"):
            factories.selected(nomination, coordinator, now)
        if state == "removed":
            actions.remove(nomination=nomination, reason="Out of date", by=coordinator, now=now)
        if state == "refused":
            actions.decide(nomination=nomination, verdict="refuse", reason="Not for this call", by=member, now=now)
        if state == "returned":
            actions.send_back(nomination=nomination, reason="Add captions", by=coordinator, now=now)
        if state == "withdrawn":
            actions.withdraw(nomination=nomination, reason="We changed our mind", by=kofi, now=now)
        nomination.refresh_from_db()
        assert nomination.state == state
        return nomination

    return brought
