"""A full disk: nothing is taken, nothing that was there is hurt, and all goes on once there is room."""

import errno
import os

import pytest

from xingtan.eventstore import public as store
from xingtan.eventstore.adapters import parquet
from xingtan.eventstore.tests.conftest import NOW
from xingtan.eventstore.tests.test_closing import DAY, attended
from xingtan.kernel import home, spool


class Disk:
    """Refuses the n-th of the calls that can find the disk full."""

    def __init__(self, monkeypatch, refuse):
        self.left, self.is_full = refuse, False
        for name in ("write", "fdatasync", "fsync"):
            monkeypatch.setattr(os, name, self.counted(getattr(os, name)))
        monkeypatch.setattr("xingtan.eventstore.adapters.disk.write", self.limited(store_write))

    def counted(self, call):
        def asked(*arguments):
            self.left -= 1
            if self.left == 0:
                self.is_full = True
                raise OSError(errno.ENOSPC, "No space left on device")
            return call(*arguments)

        return asked

    def limited(self, write):
        def asked(place, fill):
            def filled(out):
                fill(out)
                self.left -= 1
                if self.left == 0:
                    self.is_full = True
                    raise OSError(errno.ENOSPC, "No space left on device")

            return write(place, filled)

        return asked


from xingtan.eventstore.adapters.disk import write as store_write  # noqa: E402 - before any test puts its own there


@pytest.mark.parametrize("refuse", range(1, 16))
def test_whatever_write_fails_nothing_is_lost_or_doubled(said, refuse):
    kept = 0
    with pytest.MonkeyPatch.context() as patch:
        disk = Disk(patch, refuse)
        for number in range(4):
            try:
                spool.append("events", [said()])
                kept += 1
                store.put_part("attended", DAY, f"x{number}", attended(number))
                store.ship(now=NOW)
            except (OSError, store.StoreIsFull):
                assert disk.is_full
        assert disk.is_full

    store.ship(now=NOW)

    facts = parquet.read(store.parts("facts"))
    # What failed at the very last, once it was written, may be there: nobody was told that it is.
    assert kept <= facts.num_rows <= kept + 1
    assert len(set(facts.column("event").to_pylist())) == facts.num_rows
    assert parquet.read(store.parts("attended")).num_rows >= kept
    assert list(store.root().rglob(".*.new")) == []


def test_half_an_append_is_taken_back(said, monkeypatch):
    spool.append("events", [said()])
    (place,) = home.path("spool", "x").parent.glob("events-*")
    before = place.read_bytes()
    write = os.write

    def half(handle, data):
        if len(data) < 300:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, data[:50])

    monkeypatch.setattr(os, "write", half)

    with pytest.raises(OSError, match="No space"):
        spool.append("events", [said()])
    assert place.read_bytes() == before


def test_a_batch_is_refused_with_words(monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fdatasync", full)
        with pytest.raises(store.StoreIsFull, match="full"):
            store.take_batch(source=3, sequence=1, lines=b"{}\n")

    assert list(home.path("spool", "batches", "x").parent.iterdir()) == []
