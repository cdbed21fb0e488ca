import asyncio
from types import SimpleNamespace

import pytest

from xingtan.kernel import wire
from xingtan.site import letters
from xingtan.site.stream import Hub

MESSAGE = wire.to_bytes(wire.Message("run/1", "posted", "7"))


def test_message_comes_by_the_wire(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "site", SimpleNamespace(wire_url="local", database_url=""))
    hub = Hub()

    async def story() -> None:
        async with letters.delivered_to(hub), asyncio.timeout(10):
            await asyncio.to_thread(wire.carrier_of("local", "").send, [MESSAGE])
            while not hub.number:
                await asyncio.sleep(0.01)

    asyncio.run(story())

    assert b'{"channel": "run/1", "id": "7"}' in hub._remembered[0][2]


def test_letter_nobody_can_read_is_thrown_away() -> None:
    hub = Hub()

    for message in (b"", b"{}", b"[1]", b"\xff", b'["a","b"]'):
        letters.publish(hub, message)

    assert hub.number == 0
