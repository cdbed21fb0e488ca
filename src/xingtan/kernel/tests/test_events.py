"""What is announced with a deed is heard after it, and only then."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from xingtan.kernel import events, relay
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import Event, Heard, emit, event, hears
from xingtan.kernel.ids import new_uid
from xingtan.kernel.models import Delivery, Outbox


@event("kernel.test_lit")
@dataclass(frozen=True, slots=True, kw_only=True)
class LampLit(Event):
    lamp: UUID
    shades: list[UUID] | None = None


heard: list[Heard[LampLit]] = []


@pytest.fixture(autouse=True)
def listener(monkeypatch, settings, tmp_path):
    monkeypatch.setenv("XINGTAN_HOME", str(tmp_path))
    monkeypatch.setattr(events, "listeners", {})
    monkeypatch.setattr(relay, "listeners", events.listeners)
    heard.clear()

    @hears(LampLit, envelope=True)
    def on_lamp_lit(lit: list[Heard[LampLit]]) -> None:
        heard.extend(lit)

    return on_lamp_lit


@deed
def light(lamp: UUID) -> None:
    emit(LampLit(lamp=lamp, shades=[lamp]))


@deed
def light_and_fail(lamp: UUID) -> None:
    light(lamp)
    raise RuleBroken


def relay_once() -> None:
    # PostgreSQL's relay stays behind open transactions, and a test is one.
    Outbox.objects.update(transaction=None)
    relay.relay_once()


@pytest.mark.django_db
def test_event_is_heard_with_its_values():
    lamp = new_uid()

    light(lamp)
    relay_once()

    assert [each.event for each in heard] == [LampLit(lamp=lamp, shades=[lamp])]
    assert (Outbox.objects.count(), Delivery.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_event_of_a_broken_deed_is_not_heard():
    with pytest.raises(RuleBroken):
        light_and_fail(new_uid())
    relay_once()

    assert heard == []


@pytest.mark.django_db
def test_failing_listener_is_tried_again_and_then_parked(monkeypatch):
    @hears(LampLit)
    def on_lamp_lit_badly(lit: list[LampLit]) -> None:
        raise ZeroDivisionError

    light(new_uid())
    relay_once()

    assert len(heard) == 1
    for _ in range(relay.TRIES):
        Delivery.objects.update(due_at="2020-01-01T00:00Z")
        relay_once()
    assert relay.parked() == 1
    assert Delivery.objects.get().trouble == "ZeroDivisionError"
    assert len(heard) == 1


@pytest.mark.django_db
def test_one_bad_event_does_not_hold_up_the_good_ones(monkeypatch):
    bad = new_uid()
    good: list[UUID] = []

    @hears(LampLit)
    def on_lamp_lit_picky(lit: list[LampLit]) -> None:
        if any(each.lamp == bad for each in lit):
            raise ZeroDivisionError
        good.extend(each.lamp for each in lit)

    lamps = [new_uid(), bad, new_uid()]
    for lamp in lamps:
        light(lamp)
    relay_once()

    assert good == [lamps[0], lamps[2]]
