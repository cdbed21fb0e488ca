"""A site is not served on a database that its code does not know."""

from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

from xingtan.site import starting


def test_database_that_is_up_to_date_is_served(db: None) -> None:
    starting._look()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda all_of: all_of.all().delete(), "xingtan init"),
        (lambda all_of: all_of.filter(app="people", name="0002_duties").delete(), "xingtan upgrade"),
        (lambda all_of: all_of.create(app="people", name="9999_later"), "people.9999_later"),
    ],
)
def test_database_of_another_version_is_not(db: None, change: Callable[..., object], words: str) -> None:
    change(MigrationRecorder.Migration.objects)

    with pytest.raises(SystemExit, match=words):
        starting._look()


def test_database_that_is_away_may_come_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(self: object) -> bool:
        raise OperationalError

    monkeypatch.setattr(MigrationRecorder, "has_table", away)

    starting._look()
