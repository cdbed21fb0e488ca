"""The SQL that pages show is the SQL that measures are."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[4] / "tools"


@pytest.mark.slow
def test_statements_are_those_of_the_measures(monkeypatch):
    monkeypatch.syspath_prepend(str(TOOLS))
    lock_statements = import_module("lock_statements")

    made = lock_statements.statements()
    kept = {each.stem: each.read_text() for each in lock_statements.PLACE.glob("*.sql")}

    assert kept == made, "run: python tools/lock_statements.py"
    sys.modules.pop("lock_statements")
