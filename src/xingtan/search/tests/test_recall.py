"""Judged questions in seven languages find what they should."""

import pytest

from bench.kit.recall import told
from xingtan.search.adapters.postgresql import PostgresqlIndex
from xingtan.search.tests.indexes import ENGINES


@pytest.mark.parametrize("engine", ENGINES)
def test_judged_questions_are_answered(engine, db):
    answer = told(PostgresqlIndex("judged") if engine == "postgresql" else None)

    assert answer["questions"] >= 60
    assert answer["hit_at_10"] >= 0.9, answer["missed"]
    assert min(answer["languages"].values()) >= 0.8, answer["languages"]
