"""Prepared queries give what the query set gives."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import models

from xingtan.kernel.prepared import Given, Prepared
from xingtan.people.public import Person
from xingtan.universities.models import Membership, University


@pytest.fixture
def roles(ada: Person, grace: Person, kofi: Person) -> list[Membership]:
    return list(Membership.objects.select_related("person", "university").order_by("pk"))


def test_models_come_with_what_hangs_on_them(roles: list[Membership], django_assert_num_queries: Any) -> None:
    of = Prepared[Membership](
        lambda person, role: (
            Membership.objects.filter(person__uid=person, role=role)
            .select_related("person", "university")
            .annotate(is_known=models.Exists(Person.objects.filter(pk=models.OuterRef("person"))))
        ),
        person=models.UUIDField(),
        role=models.CharField(),
    )

    for expected in roles:
        with django_assert_num_queries(1):
            found = of.first(person=expected.person.uid, role=expected.role)
            assert found is not None
            assert (found, found.person, found.person.uid) == (expected, expected.person, expected.person.uid)
            assert found.university is not None
            assert (str(found.university.name), found.since) == (str(expected.university), expected.since)
            assert found.is_known is True  # type: ignore[attr-defined]  # annotated above


def test_values_come_as_tuples(roles: list[Membership], ada: Person) -> None:
    of = Prepared[tuple[Any, ...]](
        lambda university: University.objects.filter(pk=university).values_list("uid", "name"),
        university=models.BigIntegerField(),
    )
    apricot = University.objects.get(slug="apricot")

    assert of.all(university=apricot.pk) == [(apricot.uid, apricot.name)]


def test_nothing_is_none(db: None) -> None:
    of = Prepared[Person](lambda pk: Person.objects.filter(pk=pk)[:1], pk=models.BigIntegerField())

    assert of.first(pk=-1) is None
    assert of.all(pk=-1) == []


def test_deferred_fields_stay_out(ada: Person, django_assert_num_queries: Any) -> None:
    of = Prepared[Person](lambda pk: Person.objects.filter(pk=pk).only("name"), pk=models.BigIntegerField())

    found = of.first(pk=ada.pk)

    assert found is not None
    assert found.get_deferred_fields() >= {"email", "password"}
    with django_assert_num_queries(1):
        assert found.email == ada.email


@pytest.mark.django_db(transaction=True)
def test_threads_share_what_was_compiled() -> None:
    from django.db import connection, connections

    of = Prepared[tuple[int]](lambda pk: Person.objects.filter(pk=pk).values_list("pk"), pk=models.BigIntegerField())

    def ask(number: int) -> list[tuple[int]]:
        try:
            return of.all(pk=number)
        finally:
            if connection.vendor != "sqlite":
                connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, [-1] * 8)) == [[]] * 8


def test_stand_in_says_what_it_stands_for() -> None:
    assert Given("run").as_sql(None, None)[0] == "%s"


def test_other_shapes_are_refused(db: None) -> None:
    of = Prepared[int](
        lambda pk: Person.objects.filter(pk=pk).values_list("pk", flat=True), pk=models.BigIntegerField()
    )

    with pytest.raises(TypeError):
        of.all(pk=1)
