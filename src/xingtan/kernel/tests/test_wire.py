import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from django.db import connection, connections, transaction

from tests.ports import free_port
from xingtan.kernel import home, wire
from xingtan.kernel.deeds import after_commit, deed
from xingtan.kernel.seals import SealBroken
from xingtan.kernel.wire import boxes
from xingtan.kernel.wire.boxes import Boxes
from xingtan.kernel.wire.carriers import Carrier
from xingtan.kernel.wire.nats import Subject
from xingtan.kernel.wire.postgresql import Notifications

HERE = wire.Message("unit/c1", "posted", "42")


class Post(list[bytes]):
    """What one stream process was handed."""

    def __init__(self) -> None:
        super().__init__()
        self.breaks = 0

    def broke(self) -> None:
        self.breaks += 1


class Nats:
    """A server of the test's own."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"nats://127.0.0.1:{self.port}/site"
        self.start()

    def start(self) -> None:
        program = str(Path(sys.executable).parent / "nats-server")
        self._process = subprocess.Popen([program, "-a", "127.0.0.1", "-p", str(self.port)], stderr=subprocess.DEVNULL)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def nats() -> Iterator[Nats]:
    server = Nats()
    yield server
    server.stop()


@pytest.fixture(params=["local", "nats", "postgresql"])
def carrier(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Carrier:
    match request.param:
        case "local":
            monkeypatch.setattr(home, "path", lambda name: tmp_path / name)
            return Boxes()
        case "nats":
            return Subject(request.getfixturevalue("nats").url)
        case _:
            if connection.vendor != "postgresql":
                pytest.skip("only PostgreSQL carries messages itself")
            request.getfixturevalue("transactional_db")
            from psycopg.conninfo import make_conninfo

            return Notifications(make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"]))


def carried(carrier: Carrier, tell: Callable[[], object], *, until: Callable[[Post], bool]) -> list[Post]:
    """Let two processes listen while it is told, until both have what we wait for, and a moment longer."""
    posts = [Post(), Post()]

    def told() -> None:
        tell()
        # The thread has a connection of its own, and ends without a word.
        connections.close_all()

    async def story() -> None:
        async with AsyncExitStack() as open_, asyncio.timeout(20):
            for post in posts:
                await open_.enter_async_context(carrier.received(post.append, post.broke))
            while not all(post.breaks for post in posts):
                await asyncio.sleep(0.01)
            await asyncio.to_thread(told)
            while not all(until(post) for post in posts):
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.05)

    asyncio.run(story())
    return posts


def test_every_message_reaches_every_process_once_and_in_its_order(carrier: Carrier) -> None:
    def tell() -> None:
        tellers = [threading.Thread(target=say, args=(name,)) for name in "ab"]
        for each in tellers:
            each.start()
        for each in tellers:
            each.join()

    def say(name: str) -> None:
        for number in range(100):
            carrier.send([wire.to_bytes(wire.Message("run/杏", name, str(number)))])
        connections.close_all()

    for post in carried(carrier, tell, until=lambda post: len(post) == 200):
        heard = [wire.from_bytes(each) for each in post]
        assert len(heard) == 200
        assert set(Counter(heard).values()) == {1}
        for name in "ab":
            assert [each.id for each in heard if each.name == name] == [str(number) for number in range(100)]


def test_message_nobody_takes_troubles_nobody(carrier: Carrier) -> None:
    carrier.send([wire.to_bytes(HERE)])

    carried(carrier, lambda: carrier.send([b"later"]), until=lambda post: b"later" in post)


@pytest.mark.slow
def test_who_listens_is_told_that_something_may_be_missing_after_a_break(nats: Nats) -> None:
    post = Post()

    async def breaks(count: int) -> None:
        while post.breaks < count:
            await asyncio.sleep(0.01)

    async def story() -> None:
        async with Subject(nats.url).received(post.append, post.broke), asyncio.timeout(20):
            await breaks(1)
            nats.stop()
            nats.start()
            await breaks(2)
            Subject(nats.url).send([b"again"])
            while not post:
                await asyncio.sleep(0.01)

    asyncio.run(story())

    assert post == [b"again"]


def test_box_of_a_process_that_was_killed_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "path", lambda name: tmp_path / name)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as box:
        box.bind(str(boxes.folder() / "1-a.box"))

    Boxes().send([b"to nobody"])

    assert list(boxes.folder().iterdir()) == []


def test_who_had_no_room_for_a_message_is_told_so_before_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "path", lambda name: tmp_path / name)
    monkeypatch.setattr(boxes, "WAITS_SECONDS", 0.01)
    carrier = Boxes()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as box:
        box.bind(str(boxes.folder() / "1-a.box"))
        box.setblocking(False)
        sent = 0
        while not carrier._incomplete:
            carrier.send([b"%d" % sent])
            sent += 1
        taken = [box.recv(100) for _ in range(sent - 1)]

        carrier.send([b"next"])

        assert taken == [b"%d" % number for number in range(sent - 1)]
        assert [box.recv(100), box.recv(100)] == [boxes.SOMETHING_IS_MISSING, b"next"]


def test_boxes_fit_however_deep_the_home_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTAN_HOME", "/tmp/xingtan-test/" + "deep/" * 30)

    assert len(bytes(boxes.folder())) <= boxes.LONGEST_PATH


@pytest.mark.django_db(transaction=True)
def test_message_leaves_after_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    from xingtan.kernel.wire import carriers

    sent: list[list[wire.Message]] = []

    class Kept:
        def send(self, messages: Sequence[bytes]) -> None:
            sent.append([wire.from_bytes(each) for each in messages])

    monkeypatch.setattr(carriers, "carrier_of", lambda *urls: Kept())

    with transaction.atomic():
        wire.tell(*HERE[:3])
        assert sent == []

    assert sent == [[HERE]]


@pytest.mark.django_db(transaction=True)
def test_deed_tells_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from xingtan.kernel.wire import carriers

    sent: list[list[wire.Message]] = []

    class Kept:
        def send(self, messages: Sequence[bytes]) -> None:
            sent.append([wire.from_bytes(each) for each in messages])

    @deed
    def tells() -> None:
        for channel in ("run/1", "run/2", "run/1"):
            wire.tell(channel, "posted", "7")
        # What is done once all is stored tells, too.
        after_commit(lambda: wire.tell("run/3", "posted", "7"))
        assert sent == []

    monkeypatch.setattr(carriers, "carrier_of", lambda *urls: Kept())
    tells()

    assert [[each.channel for each in messages] for messages in sent] == [["run/3"], ["run/1", "run/2"]]


def test_token_opens_its_channels_for_a_while() -> None:
    sealed = wire.token(["person/ada", "run/杏"], ttl=60)

    channels, ends_at = wire.read_token(sealed, now=time.time())

    assert channels == ["person/ada", "run/杏"]
    assert 58 < ends_at - time.time() <= 60
    with pytest.raises(SealBroken):
        wire.read_token(sealed, now=time.time() + 61)
    with pytest.raises(SealBroken):
        wire.read_token("x" + sealed, now=time.time())


def test_page_is_given_an_address_on_the_second_origin() -> None:
    place, _, sealed = wire.address(["run/1"]).partition("?token=")

    assert place.endswith("/stream")
    assert wire.read_token(sealed, now=time.time())[0] == ["run/1"]


@pytest.mark.parametrize("message", [b"", b"{}", b"[1]", b"\xff", b'["a","b","c"]', b'["a","b","c","d"]', b"7"])
def test_what_is_no_message_is_said_to_be_none(message: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        wire.from_bytes(message)


@pytest.mark.parametrize(
    ("wire_url", "database_url", "kind"),
    [
        ("", "", Boxes),
        ("", "sqlite:///x.db", Boxes),
        ("", "postgresql://u:p@h/n", Notifications),
        ("local", "postgresql://u:p@h/n", Boxes),
        ("postgresql", "", Notifications),
        ("nats://h:4222", "postgresql://u:p@h/n", Subject),
    ],
)
def test_messages_travel_as_told_or_by_the_database(wire_url: str, database_url: str, kind: type) -> None:
    assert type(wire.carrier_of(wire_url, database_url)) is kind


def test_unknown_way_to_travel_is_refused() -> None:
    with pytest.raises(ValueError, match="WIRE_URL"):
        wire.carrier_of("pigeon://loft", "")
