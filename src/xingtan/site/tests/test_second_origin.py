import http.client
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ports import free_port
from xingtan.kernel import wire

pytestmark = pytest.mark.once

SERVE = "from xingtan.site.second_origin import serve; import sys; serve('127.0.0.1', int(sys.argv[1]))"


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    port = free_port()
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
    monkeypatch.setenv("WIRE_URL", "local")
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(port)])
    for _ in range(1200):
        if answers(port):
            break
        time.sleep(0.05)
    yield port
    process.terminate()
    # Stopped by the signal, after it has closed its streams.
    assert process.wait(60) in (0, -signal.SIGTERM)


def answers(port: int) -> bool:
    try:
        return ask(port, "/health").status == 204
    except OSError:
        return False


def ask(port: int, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Connection": "close"})
    return connection.getresponse()


@pytest.mark.slow
def test_message_of_one_process_reaches_a_page_through_another(port: int) -> None:
    answer = ask(port, f"/stream?token={wire.token(['run/1'])}")
    line = answer.readline()
    while line and b"hello" not in line:
        line = answer.readline()

    wire.carrier_of("local", "").send([wire.to_bytes(wire.Message("run/1", "posted", "7"))])

    while (line and b"data" not in line) or b"{}" in line:
        line = answer.readline()
    answer.close()
    assert line == b'data: {"channel": "run/1", "id": "7"}\n'
    assert ask(port, "/").status == 404
    assert ask(port, "/f/x/y").status == 404
