"""Every trouble an operator can have is said, with how to mend it; and a healthy site has none."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from xingtan.credentials import public as credentials
from xingtan.jobs import public as jobs
from xingtan.kernel import home
from xingtan.kernel.models import Delivery, Errand, Outbox
from xingtan.people.public import Person
from xingtan.search import public as search
from xingtan.search.registry import Collection, Document, collections
from xingtan.site import health
from xingtan.site.backups import schema
from xingtan.site.health import data, machine, services

HOUR = timedelta(hours=1)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a home of one's own, as `init` leaves it."""
    monkeypatch.setenv("XINGTAN_HOME", str(tmp_path / "home"))
    home.secret("django")
    return tmp_path / "home"


def said(look: health.Look) -> list[str]:
    return [trouble.what for trouble in look()]


def test_new_home_is_its_owners_alone(house: Path) -> None:
    assert house.stat().st_mode & 0o777 == 0o700
    assert said(machine.secrets) == []


def test_secret_that_others_can_read_is_said(house: Path) -> None:
    house.chmod(0o755)
    (house / "secrets" / "django").chmod(0o644)

    assert said(machine.secrets) == [
        f"Others on this machine can look into {house}.",
        f"Others on this machine can read {house}/secrets/django.",
    ]


def test_full_disk_is_said(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=7 * 1024**2))

    assert said(machine.disk) == [f"Only 7 MB are free in {house}."]


def test_clock_that_went_back_is_said(house: Path) -> None:
    place = home.path("spool", "events-2026-11-21.jsonl")
    place.touch()
    assert said(machine.clock) == []

    os.utime(place, (place.stat().st_mtime + 600,) * 2)

    assert said(machine.clock) == ["The clock went back: events-2026-11-21.jsonl was written 600 s from now."]


@pytest.mark.parametrize(
    ("noted", "what"),
    [
        (None, ["No backup was ever made here."]),
        (timedelta(days=9), ["The last backup is 9 days old."]),
        (timedelta(days=6), []),
    ],
)
def test_old_backup_is_said(house: Path, now: datetime, noted: timedelta | None, what: list[str]) -> None:
    if noted:
        home.path("last-backup.json").write_text(f'{{"made_at": "{(now - noted).isoformat()}"}}')

    assert said(machine.backup) == what


def test_database_that_is_up_to_date_is_healthy(db: None) -> None:
    assert said(data.database) == []
    assert said(data.clock) == []


@pytest.mark.parametrize(
    ("applied", "pending", "what"),
    [
        ([], [], "There is no site here yet."),
        ([("people", "9999_later")], [], "A newer version of Xingtan has changed the database (people.9999_later)."),
        ([("people", "0001_initial")], ["people.0002"], "The database is 1 migrations behind the code."),
    ],
)
def test_database_of_another_version_is_said(
    db: None, monkeypatch: pytest.MonkeyPatch, applied: list[Any], pending: list[str], what: str
) -> None:
    monkeypatch.setattr(schema, "applied_migrations", lambda: applied)
    monkeypatch.setattr(schema, "pending_migrations", lambda: pending)

    assert said(data.database) == [what]


def test_what_was_given_up_is_counted_by_cause(db: None, now: datetime) -> None:
    event = Outbox.objects.create(name="people.joined", body={}, at=now, shared_out_at=now)
    facts: dict[str, Any] = {"due_at": now, "parked_at": now, "trouble": "KeyError"}
    Delivery.objects.create(outbox=event, listener="x.on_joined", **facts)
    Errand.objects.create(task="xingtan.kernel.mail.deliver", kwargs={}, asked_at=now, **facts)
    Errand.objects.create(task="xingtan.kernel.mail.deliver", kwargs={}, asked_at=now, **facts)

    assert said(data.given_up) == [
        "1 events were given up at x.on_joined (KeyError).",
        "2 tasks were given up: xingtan.kernel.mail.deliver (KeyError).",
    ]


def test_what_nobody_does_is_said(db: None, now: datetime) -> None:
    Outbox.objects.create(name="people.joined", body={}, at=now)
    Errand.objects.create(task="x", kwargs={}, asked_at=now, due_at=now)
    assert [said(data.events_waiting), said(data.errands_waiting)] == [[], []]

    Outbox.objects.update(at=now - HOUR)
    Errand.objects.update(due_at=now - HOUR)

    assert said(data.events_waiting) == ["1 events have waited for more than 2 minutes."]
    assert said(data.errands_waiting) == ["1 tasks have been due for more than 15 minutes."]


def test_job_nobody_carries_is_said(kofi: Person, now: datetime) -> None:
    job = jobs.start(kind="site.export", owner=kofi, params={})
    jobs.Job.objects.update(asked_at=now - HOUR)
    assert said(data.jobs_nobody_carries) == []

    Errand.objects.filter(kwargs__job=str(job.uid)).delete()

    assert said(data.jobs_nobody_carries) == ["1 jobs are neither ended nor carried on by anybody."]


def test_index_that_is_behind_is_said(house: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    leaves = Collection("leaves", lambda ids: [Document(each, f"Leaf {each}") for each in ids], lambda: ["1", "2"])
    monkeypatch.setattr("xingtan.site.health.services.collections", {"leaves": leaves})
    monkeypatch.setitem(collections, "leaves", leaves)
    assert said(services.index) == ["The search index of leaves knows 0 of 2."]

    search.rebuild("leaves")

    assert said(services.index) == []


def test_script_without_a_font_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xingtan.credentials.adapters.typst.families", lambda: frozenset({"Libertinus Serif"}))

    assert said(services.fonts) == [
        "Certificates cannot be printed in Chinese, Arabic, Devanagari: there is no font for it on this machine."
    ]
    monkeypatch.setattr(
        "xingtan.credentials.adapters.typst.families",
        lambda: frozenset({"Noto Serif CJK SC", "Amiri", "Noto Serif Devanagari"}),
    )
    assert credentials.scripts_without_a_font() == []


def test_mail_server_that_is_away_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "xingtan.kernel.mail.Post")
    monkeypatch.setattr(settings, "XINGTAN", replace(settings.XINGTAN, email_url="smtp://127.0.0.1:1"))

    assert said(services.mail)[0].startswith("The mail server does not take our mail: ")


def test_healthy_site_has_nothing_to_mend(house: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "fonts", lambda: iter(()))
    looks: list[Callable[[], Any]] = [*health.ALWAYS, *health.WITH_DATA]
    mine = {services.fonts, services.front_end, machine.backup, services.settings}

    found = [trouble for look in looks if look not in mine and look.__name__ != "fonts" for trouble in look()]

    assert found == []
