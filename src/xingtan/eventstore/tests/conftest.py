"""A store of its own for each test."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from xingtan.eventstore import registry

NOW = datetime(2020, 2, 20, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Keep the store and the spool where nobody else looks."""
    monkeypatch.setenv("XINGTAN_HOME", str(tmp_path))
    monkeypatch.setattr(registry, "closers", {})
    monkeypatch.setattr(registry, "_asked", {})
    return tmp_path


@pytest.fixture
def said():
    """Make the line of an event, as the relay writes it."""

    def made(name="attendance.attended", *, at=NOW, version=1, **body):
        uid = str(body.pop("id", uuid4()))
        told = {"actor": str(uuid4()), "university": None} | body
        return {"id": uid, "at": at.isoformat(), "name": name, "version": version, "body": told}

    return made
