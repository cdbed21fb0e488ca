import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction

from xingtan.kernel import wire
from xingtan.kernel.seals import SealBroken


@pytest.fixture
def letter_box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    place = tmp_path / "w"
    monkeypatch.setattr(wire, "socket_path", lambda: place)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as box:
        box.bind(str(place))
        box.setblocking(False)
        yield box


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="another database carries the messages itself")
def test_message_leaves_after_the_commit(letter_box: socket.socket) -> None:
    with transaction.atomic():
        wire.tell("unit/c1", "posted", "42")
        with pytest.raises(BlockingIOError):
            letter_box.recv(1000)

    assert wire.from_bytes(letter_box.recv(1000)) == ("unit/c1", "posted", "42")


@pytest.mark.django_db(transaction=True)
def test_message_nobody_takes_troubles_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "socket_path", lambda: tmp_path / "nobody")

    wire.tell("unit/c1", "posted", "42")

    assert connection.is_usable()


def test_token_opens_its_channels_for_a_while() -> None:
    sealed = wire.token(["person/ada", "run/杏"], ttl=60)

    channels, ends_at = wire.read_token(sealed, now=time.time())

    assert channels == ["person/ada", "run/杏"]
    assert 58 < ends_at - time.time() <= 60
    with pytest.raises(SealBroken):
        wire.read_token(sealed, now=time.time() + 61)
    with pytest.raises(SealBroken):
        wire.read_token("x" + sealed, now=time.time())


@pytest.mark.parametrize(
    ("wire_url", "database_url", "kind"),
    [
        ("", "", "local"),
        ("", "sqlite:///x.db", "local"),
        ("", "postgresql://u:p@h/n", "postgresql"),
        ("local", "postgresql://u:p@h/n", "local"),
        ("postgresql", "", "postgresql"),
    ],
)
def test_messages_travel_as_told_or_by_the_database(wire_url: str, database_url: str, kind: str) -> None:
    assert wire.kind_of(wire_url, database_url) == kind


def test_unknown_way_to_travel_is_refused() -> None:
    with pytest.raises(ValueError, match="WIRE_URL"):
        wire.kind_of("pigeon://loft", "")


def test_letter_box_fits_however_deep_the_home_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTAN_HOME", "/tmp/xingtan-test/" + "deep/" * 30)
    wire.socket_path.cache_clear()

    place = wire.socket_path()

    wire.socket_path.cache_clear()
    assert len(bytes(place)) < 100
