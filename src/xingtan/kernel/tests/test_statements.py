"""Statements that go past Django's cursors do what those do."""

from typing import Any
from weakref import WeakKeyDictionary

import pytest
from django.db import IntegrityError, connection, connections, models, transaction
from psycopg.errors import FeatureNotSupported

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


@pytest.mark.django_db(transaction=True)
def test_statement_that_the_server_kept_survives_a_change_of_its_table() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("there is no server")
    from xingtan.kernel import postgresql

    ask = "SELECT * FROM altered WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE altered (id int)")
        cursor.execute("INSERT INTO altered VALUES (7)")
        driver: Any = connection.connection
        assert [postgresql.rows(driver, ask, [7]) for _ in range(8)] == [[(7,)]] * 8

        cursor.execute("ALTER TABLE altered ADD COLUMN name text DEFAULT 'a'")
        assert [postgresql.rows(driver, ask, [7]) for _ in range(2)] == [[(7, "a")]] * 2

        cursor.execute("ALTER TABLE altered DROP COLUMN name")
        with pytest.raises(FeatureNotSupported), transaction.atomic():
            # The first statement of a transaction goes the driver's own way.
            assert [postgresql.rows(driver, ask, [7]) for _ in range(2)] == []
        assert postgresql.rows(driver, ask, [7]) == [(7,)]

        cursor.execute("DEALLOCATE ALL")
        assert [postgresql.rows(driver, ask, [7]) for _ in range(2)] == [[(7,)]] * 2
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%altered%'")
        assert cursor.fetchone() == (1,)
        cursor.execute("DROP TABLE altered")


@pytest.mark.django_db(transaction=True)
def test_connection_keeps_only_so_many_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("there is no server")
    from xingtan.kernel import postgresql

    connection.ensure_connection()
    driver: Any = connection.connection
    monkeypatch.setattr(postgresql, "MOST_KEPT", 0)
    monkeypatch.setattr(postgresql, "_kept", WeakKeyDictionary())

    assert postgresql.rows(driver, "SELECT %s + 41", [1]) == [(42,)]
