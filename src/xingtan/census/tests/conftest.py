"""A store of its own for every test."""

import pytest


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("XINGTAN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"
