"""The engine fits the site, or the check says what to do."""

import pytest
from django.db import connection

from xingtan.search import config, plugs
from xingtan.search.registry import Collection, collections


def said():
    return [message.id for message in plugs.engine_fits()]


@pytest.mark.parametrize("engine", ["tantivy", "postgresql", "lucene"])
def test_an_engine_that_cannot_be_had_is_said(monkeypatch, db, engine):
    monkeypatch.setattr(config, "search", config.Config(engine=engine))
    fits = engine == "tantivy" or engine == connection.vendor

    assert [each for each in said() if each != "xingtan.W020"] == (
        [] if fits else ["xingtan.E020" if engine == "lucene" else "xingtan.E021"]
    )


def test_an_index_of_an_earlier_shape_is_said(monkeypatch):
    class Outgrown:
        def has_shape(self):
            return False

    monkeypatch.setattr(plugs, "index_of", lambda name: Outgrown())
    monkeypatch.setitem(collections, "stones", Collection("stones", lambda ids: [], list))

    assert "xingtan.W020" in said()
