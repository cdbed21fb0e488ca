"""A store of its own for every test."""

import pytest

from xingtan.eventstore import registry


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("XINGTAN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch):
    """Wait for no disk: a test's store need not outlive a power cut."""
    monkeypatch.setattr("os.fdatasync", lambda handle: None)
    monkeypatch.setattr("os.fsync", lambda handle: None)


@pytest.fixture
def closing_only(monkeypatch):
    """Close days without rolling them up."""
    kept = {name: closer for name, closer in registry.closers.items() if closer.order < 60}
    monkeypatch.setattr(registry, "closers", kept)
