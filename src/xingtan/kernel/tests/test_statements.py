"""Statements that go past Django's cursors do what those do."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, models, transaction

from xingtan.kernel.models import Outbox
from xingtan.kernel.prepared import Insertion, Prepared

_one = Prepared[tuple[str]](
    lambda name: Outbox.objects.filter(name=name).values_list("name")[:1], name=models.CharField()
)


@pytest.mark.django_db(transaction=True)
def test_connection_that_the_server_ended_is_made_anew() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("there is no server")
    assert _one.all(name="a.b") == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        number = cursor.fetchone()[0]
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
    other.close()
    # As at the beginning of a request.
    ours: Any = connection
    ours.health_check_enabled, ours.health_check_done = True, False

    assert _one.all(name="a.b") == []


def test_error_is_one_of_djangos(db: None) -> None:
    event = Outbox(name="a.b", body={}, at="2026-03-01T09:00Z")
    event.save()

    with pytest.raises(IntegrityError), transaction.atomic():
        Insertion(Outbox)([event])

    assert _one.first(name="a.b") == ("a.b",)


@pytest.mark.django_db(transaction=True)
def test_what_a_deed_changed_is_gone_when_it_fails() -> None:
    def fails() -> None:
        with transaction.atomic():
            Insertion(Outbox)([Outbox(name="a.b", body={"said": "100 %s"}, at="2026-03-01T09:00Z")])
            assert _one.first(name="a.b") == ("a.b",)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    assert _one.first(name="a.b") is None
