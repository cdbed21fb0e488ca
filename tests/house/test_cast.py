"""The cast is who the tests say they are."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from xingtan.kernel import deeds


def test_kofi_runs_his_university_and_not_the_other(kofi: Any, apricot: Any, bamboo: Any) -> None:
    from xingtan.universities import public as universities

    assert universities.can_administer(kofi, apricot)
    assert not universities.can_administer(kofi, bamboo)


def test_what_waits_for_the_commit_happens_when_the_deed_ends(db: None) -> None:
    heard: list[str] = []

    @deeds.deed
    def inner() -> None:
        deeds.after_commit(lambda: heard.append("inner"))

    @deeds.deed
    def outer() -> list[str]:
        inner()
        return list(heard)

    assert outer() == []
    assert heard == ["inner"]


def test_what_waits_for_a_commit_that_fails_never_happens(db: None) -> None:
    heard: list[str] = []

    @deeds.deed
    def broken() -> None:
        deeds.after_commit(lambda: heard.append("never"))
        raise ValueError

    with pytest.raises(ValueError):
        broken()

    assert heard == []


def test_events_are_relayed_on_demand(ada: Any, relay: Callable[[], int]) -> None:
    relay()

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kernel_outbox")
        assert cursor.fetchone() == (0,)
