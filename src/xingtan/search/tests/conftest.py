"""An index of each engine: filled, empty, and of many trees."""

import pytest

from xingtan.search.tests.indexes import COURSES, ENGINES, filled, opened


@pytest.fixture(params=ENGINES)
def engine(request):
    if request.param == "postgresql":
        request.getfixturevalue("db")
    return request.param


@pytest.fixture(scope="module")
def kept():
    return {}


@pytest.fixture
def index(engine, kept, tmp_path_factory):
    return filled(engine, kept, "courses", tmp_path_factory, COURSES)


@pytest.fixture
def empty(engine, tmp_path):
    return opened(engine, tmp_path)
