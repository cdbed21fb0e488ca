"""A small spring, generated and closed once for all tests of a module: what they share is only read."""

from fractions import Fraction

import pytest

from xingtan.eventstore import public as eventstore
from xingtan.replay import public as replay
from xingtan.replay.adapters.target import Folder

SCALE = Fraction(1, 10_000)


@pytest.fixture(scope="module")
def quick_disk():
    """Wait for no disk: a test's store need not outlive a power cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fdatasync", lambda handle: None)
        patch.setattr("os.fsync", lambda handle: None)
        yield


@pytest.fixture(scope="module")
def spring(tmp_path_factory, quick_disk):
    """The spring at 1/10000, in a store of its own, closed."""
    place = tmp_path_factory.mktemp("spring")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XINGTAN_HOME", str(place))
        made = replay.generate(scale=SCALE)
        eventstore.close()
        yield made


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "spring")
