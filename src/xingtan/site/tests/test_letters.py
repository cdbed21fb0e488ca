import asyncio
import os
from types import SimpleNamespace

import pytest
from django.db import connection

from xingtan.kernel import wire
from xingtan.site import letters
from xingtan.site.stream import Hub


def until_heard(hub: Hub, tell: object) -> None:
    """Say it until it is heard: at first nobody may be listening yet."""

    async def story() -> None:
        async with letters.delivered_to(hub), asyncio.timeout(10):
            while not hub.number:
                await asyncio.to_thread(tell)  # type: ignore[arg-type]  # a function without arguments
                await asyncio.sleep(0.02)

    asyncio.run(story())


def test_message_comes_by_the_letter_box(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "site", SimpleNamespace(wire_url="local", database_url=""))
    hub = Hub()

    until_heard(hub, lambda: wire._post(wire.to_bytes("run/1", "posted", "7")))

    assert b'{"channel": "run/1", "id": "7"}' in hub._remembered[0][2]
    assert not wire.socket_path().exists()


def test_letter_nobody_can_read_is_thrown_away() -> None:
    hub = Hub()

    for message in (b"", b"{}", b"[1]", b"\xff", b'["a","b"]'):
        letters._publish(hub, message)

    assert hub.number == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL carries messages itself")
def test_message_comes_by_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    from psycopg.conninfo import make_conninfo

    here = make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
    monkeypatch.setattr(letters, "site", SimpleNamespace(wire_url="postgresql", database_url=here))
    hub = Hub()

    def tell() -> None:
        wire.tell("run/1", "posted", "7")
        connection.close()

    until_heard(hub, tell)

    assert b'{"channel": "run/1", "id": "7"}' in hub._remembered[0][2]
