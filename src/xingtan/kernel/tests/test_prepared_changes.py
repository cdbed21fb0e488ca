"""What is changed by statements compiled once is what the ORM would have changed, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import models

from xingtan.kernel.models import Delivery, Outbox
from xingtan.kernel.prepared import Change, Insertion

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def row(name: str, **facts: Any) -> Outbox:
    return Outbox(name=name, body={"said": ["é", 1, None]}, at=NOW, **facts)


@pytest.mark.parametrize("count", [1, 3, 70])
def test_rows_are_put_in_as_they_are(count: int) -> None:
    put = Insertion(Outbox)

    for _ in range(2):
        put([row(f"a.{number}") for number in range(count)])

    found = list(Outbox.objects.order_by("id"))
    assert [each.name for each in found] == [f"a.{number}" for number in range(count)] * 2
    assert {(str(each.body), each.at, each.version) for each in found} <= {("{'said': ['é', 1, None]}", NOW, 1)}


def test_row_that_is_there_is_changed_instead() -> None:
    put = Insertion(Delivery, unique=["outbox", "listener"], update=["attempts", "due_at"])
    event = row("a.b")
    event.save()

    for attempts in (1, 2):
        put([Delivery(outbox=event, listener="ear", attempts=attempts, due_at=NOW + timedelta(days=attempts))])

    assert list(Delivery.objects.values_list("attempts", "due_at")) == [(2, NOW + timedelta(days=2))]


def test_change_tells_how_many_it_changed() -> None:
    change = Change(
        lambda name, at: (Outbox.objects.filter(name=name), {"shared_out_at": at}),
        name=models.CharField(),
        at=models.DateTimeField(null=True),
    )
    Outbox.objects.bulk_create([row("a.b"), row("a.b"), row("c.d")])

    assert [change(name=name, at=NOW) for name in ("a.b", "c.d", "e.f")] == [2, 1, 0]
    assert change(name="c.d", at=None) == 1
    assert sorted(Outbox.objects.filter(shared_out_at=NOW).values_list("name", flat=True)) == ["a.b", "a.b"]
