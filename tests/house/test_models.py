"""Keys between rooms point down a floor and leave no handle; whoever keeps something of a person can give it and empty it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.house.tree import contracts


def floors() -> dict[str, int]:
    """Give the floor of each room, the kernel's lowest."""
    layers = next(contract["layers"] for contract in contracts() if contract["id"] == "floors")
    height = len(layers)
    return {name.strip(" ()"): height - at for at, layer in enumerate(layers) for name in layer.split("|")}


def room_of(model: type[models.Model]) -> str:
    """Name the room a model is in; nothing for a model of a library."""
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "xingtan" else ""


def bad_keys(found: Iterable[type[models.Model]]) -> list[str]:
    """List the keys between rooms that point up, cascade, or give the lower room a handle to the upper."""
    height = floors()
    bad = []
    for model in found:
        for key in model._meta.get_fields():
            if not isinstance(key, models.ForeignKey | models.OneToOneField) or isinstance(key.related_model, str):
                continue
            mine, theirs = room_of(model), room_of(key.related_model)
            if not mine or not theirs or mine == theirs:
                continue
            if height[theirs] >= height[mine]:
                bad.append(f"{model.__name__}.{key.name} points up, to {theirs}")
            if not key.remote_field.hidden:
                bad.append(f"{model.__name__}.{key.name} gives {theirs} a handle: related_name='+'")
            if key.remote_field.on_delete is not models.PROTECT:
                bad.append(f"{model.__name__}.{key.name} lets {theirs} delete rows of {mine}: on_delete=PROTECT")
    return bad


def rooms_with_persons(found: Iterable[type[models.Model]]) -> set[str]:
    """List the rooms that keep something of a person."""
    person = apps.get_model("people", "Person")
    return {
        room_of(model)
        for model in found
        if room_of(model)
        and any(isinstance(key, models.ForeignKey) and key.related_model is person for key in model._meta.get_fields())
    }


def ordered(found: Iterable[type[models.Model]]) -> list[str]:
    """List the models that sort themselves, at a cost to whoever asks for one row."""
    return [model.__name__ for model in found if room_of(model) and model._meta.ordering]


def ours() -> list[type[models.Model]]:
    """List our models."""
    return [model for model in apps.get_models() if room_of(model)]


def test_keys_between_rooms_point_down_and_leave_no_handle() -> None:
    assert bad_keys(ours()) == []


def test_room_that_keeps_something_of_a_person_can_give_it_and_empty_it() -> None:
    from xingtan.people import registry

    # A sub-room of federation registers by its own name.
    able = {name.split(".")[0] for name in registry.exporters.keys() & registry.erasers.keys()}

    assert rooms_with_persons(ours()) - able == set()


def test_no_model_sorts_itself() -> None:
    assert ordered(ours()) == []


@isolate_apps("xingtan.people")
def test_planted_keys_are_found() -> None:
    class Upward(models.Model):
        course = models.ForeignKey("catalog.Course", models.CASCADE)

        class Meta:
            app_label = "people"
            ordering = ("pk",)

    Upward.__module__ = "xingtan.people.models"
    course: Any = apps.get_model("catalog", "Course")
    key: Any = Upward._meta.get_field("course")
    key.remote_field.model = course

    assert bad_keys([Upward]) == [
        "Upward.course points up, to catalog",
        "Upward.course gives catalog a handle: related_name='+'",
        "Upward.course lets catalog delete rows of people: on_delete=PROTECT",
    ]
    assert ordered([Upward]) == ["Upward"]


@isolate_apps("xingtan.support")
def test_planted_room_that_forgets_nobody_is_found() -> None:
    class Diary(models.Model):
        person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

        class Meta:
            app_label = "support"

    Diary.__module__ = "xingtan.diaries.models"
    key: Any = Diary._meta.get_field("person")
    key.remote_field.model = apps.get_model("people", "Person")

    assert rooms_with_persons([Diary]) == {"diaries"}


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
