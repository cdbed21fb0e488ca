import inspect
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from xingtan.kernel import checks

FINE = {
    "address": "https://courses.test",
    "second_origin": "https://files.courses.test",
    "database_url": "postgresql://u:p@h/n",
    "files_url": "",
    "wire_url": "",
    "email_url": "smtp://mail.test",
    "debug": False,
    "is_demo": False,
}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"address": "http://localhost:8000", "second_origin": "http://localhost:8001", "email_url": ""}, []),
        ({"files_url": "ftp://x"}, ["xingtan.E010"]),
        ({"wire_url": "pigeon:"}, ["xingtan.E010"]),
        ({"email_url": "pigeon:"}, ["xingtan.E010"]),
        ({"wire_url": "postgresql", "database_url": ""}, ["xingtan.E011"]),
        ({"address": "courses.test"}, ["xingtan.E012", "xingtan.W001"]),
        ({"second_origin": "https://files.test/x"}, ["xingtan.E012"]),
        ({"second_origin": "https://courses.test"}, ["xingtan.E013"]),
        ({"second_origin": "http://files.courses.test"}, ["xingtan.E014"]),
        ({"debug": True}, ["xingtan.E015"]),
        ({"address": "http://courses.test"}, ["xingtan.W001"]),
        ({"email_url": ""}, ["xingtan.W002"]),
    ],
)
def test_settings_that_do_not_fit_are_found(settings: Any, changed: dict[str, Any], found: list[str]) -> None:
    settings.XINGTAN = SimpleNamespace(**{**FINE, **changed})

    messages = checks.settings_fit()

    assert [message.id for message in messages] == found
    assert all(message.hint for message in messages)


def test_our_own_models_keep_the_rules() -> None:
    assert checks.keys_between_rooms() == []


@pytest.fixture
def planted(settings: Any) -> Any:
    settings.ROOMS = ("people", "catalog", "learning")
    with isolate_apps("xingtan.kernel"):
        yield lambda name, room, **fields: plant(name, room, fields)


def plant(name: str, room: str, fields: dict[str, Any]) -> type[models.Model]:
    meta = type("Meta", (), {"app_label": "kernel"})
    made: type[models.Model] = type(
        name, (models.Model,), {"__module__": f"xingtan.{room}.models", "Meta": meta, **fields}
    )
    return made


def found_in(model: type[models.Model]) -> list[str]:
    return sorted({str(message.id) for message in checks._keys_of(model)})


def test_key_that_points_down_is_fine(planted: Any) -> None:
    person = planted("Person", "people")
    place = planted("Place", "learning", who=models.ForeignKey(person, models.PROTECT, related_name="+"))

    assert found_in(place) == []


def test_key_inside_a_room_is_its_own_business(planted: Any) -> None:
    run = planted("Run", "catalog")
    date = planted("Date", "catalog", run=models.ForeignKey(run, models.CASCADE, related_name="dates"))

    assert found_in(date) == []


def test_every_fault_of_a_key_is_found(planted: Any) -> None:
    place = planted("Place", "learning")
    run = planted("Run", "catalog", place=models.ForeignKey(place, models.CASCADE, related_name="runs"))
    person = planted("Person", "people", runs=models.ManyToManyField(run, related_name="+"))

    assert found_in(run) == ["xingtan.E001", "xingtan.E002", "xingtan.E003"]
    assert found_in(person) == ["xingtan.E001", "xingtan.E005"]


def test_model_named_by_importing_it_is_found(monkeypatch: pytest.MonkeyPatch, planted: Any) -> None:
    source = "class Place(Model):\n    who = ForeignKey(people.Person, PROTECT)\n    run: object = ForeignKey(to='catalog.Run')\n"
    monkeypatch.setattr(inspect, "getsource", lambda module: source)
    checks._keys_in_source.cache_clear()
    place = planted("Place", "learning")

    assert not checks._is_by_name(place, "who")
    assert checks._is_by_name(place, "run")
    assert checks._is_by_name(place, "elsewhere")
    checks._keys_in_source.cache_clear()


def test_checks_are_run_by_django() -> None:
    from django.core.checks.registry import registry

    assert {checks.keys_between_rooms, checks.settings_fit} <= set(registry.get_checks())
    assert apps.is_installed("xingtan.kernel")
