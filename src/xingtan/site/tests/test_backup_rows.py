"""Rows are lines of JSON and rows again, of whatever type their columns are."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from xingtan.kernel.models import Outbox
from xingtan.people.public import Person
from xingtan.site.backups import rows, schema
from xingtan.site.backups.archive import Refused
from xingtan.universities.public import Membership, University

Carry = Callable[[type[models.Model]], int]


@pytest.fixture
def carry(db: None) -> Carry:
    """Write the table down, empty it, and read it again."""

    def carried(model: type[models.Model]) -> int:
        out = BytesIO()
        written = rows.write(model, out)
        out.seek(0)
        rows.empty([model])
        assert sum(rows.read(model, out)) == written
        return written

    return carried


def values(model: type[models.Model]) -> list[dict[str, Any]]:
    return list(model._default_manager.order_by("pk").values())


def test_people_and_what_hangs_on_them_come_back(kofi: Person, grace: Person, carry: Carry) -> None:
    before = [values(model) for model in (Person, University, Membership)]

    with connection.constraint_checks_disabled():
        counts = [carry(model) for model in (Person, University, Membership)]

    assert counts == [2, 1, 2]
    assert [values(model) for model in (Person, University, Membership)] == before


def test_number_of_a_transaction_stays_behind(now: datetime, carry: Carry) -> None:
    Outbox.objects.create(name="people.joined", body={"a": None}, at=now, transaction=4711)

    carry(Outbox)

    assert Outbox.objects.get().transaction is None


@pytest.mark.parametrize("value", [None, 0, "", "null", [], {"a": [1.5, None, "杏"]}, True])
def test_json_comes_back_as_it_was(now: datetime, carry: Carry, value: object) -> None:
    body = models.Value(None, models.JSONField()) if value is None else value
    Outbox.objects.create(name="people.joined", body=body, at=now)  # JSON's own null, not SQL's

    carry(Outbox)

    assert Outbox.objects.get().body == value


def test_every_column_of_the_site_can_be_written_down(db: None) -> None:
    odd = {
        type(field).__name__
        for model in apps.get_models(include_auto_created=True)
        for field in schema.columns_of(model)
        if field.get_internal_type() in {"FileField", "FilePathField", "GenericIPAddressField"}
    }

    assert odd <= {"GenericIPAddressField"}
    for model in apps.get_models(include_auto_created=True):
        rows.write(model, BytesIO())


def test_decimals_keep_their_places(ada: Person) -> None:
    field = models.DecimalField(max_digits=8, decimal_places=4)

    assert field.to_python(rows._plain(Decimal("0.3000"), field)) == Decimal("0.3000")


def test_other_columns_are_refused(db: None, ada: Person) -> None:
    out = BytesIO()
    rows.write(Person, out)
    out.seek(0)

    with pytest.raises(Refused, match="columns"):
        list(rows.read(University, out))


def test_tables_come_after_those_they_point_to(db: None) -> None:
    labels = [schema.label_of(each) for each in schema.models_at(schema.applied_migrations())]

    assert labels.index("people.person") < labels.index("universities.membership")
    assert len(labels) == len(set(labels))
