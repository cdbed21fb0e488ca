"""Spools of films in a folder of each test's own."""

import pytest

from xingtan.kernel import home


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Keep spools of one test from another's."""

    def path(*parts):
        place = tmp_path.joinpath(*parts)
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    monkeypatch.setattr(home, "path", path)
    return tmp_path
