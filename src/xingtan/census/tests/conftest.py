"""A store of its own for every test, and a spring in it for those that ask."""

import pytest

from xingtan.census.tests.store import Store, dirty
from xingtan.closing.tests.factories import closing_only as closing_only
from xingtan.closing.tests.factories import quick_disk as quick_disk
from xingtan.closing.tests.factories import store as store
from xingtan.kernel import home


@pytest.fixture
def tables(store) -> Store:
    """Put a spring with all that can be strange in one into the store."""
    made = dirty(home.path("store", "tables"))
    made.count()
    return made
