"""The supervisor, watched from outside: what dies is started again, and nothing outlives it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from xingtan.site.processes import STOPS_WITHIN_SECONDS

pytestmark = pytest.mark.once

SCRIPT = """
import signal, sys, time
from pathlib import Path
from xingtan.site.processes import Program, Supervisor, until_told

here = Path(sys.argv[1])

def gentle():
    stop = until_told()
    (here / "gentle").write_text(str(__import__("os").getpid()))
    stop.wait()

def stubborn():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    (here / "stubborn").write_text(str(__import__("os").getpid()))
    while True:
        time.sleep(60)

def hopeless():
    sys.exit("nothing works")

programs = {"gentle": gentle, "stubborn": stubborn, "hopeless": hopeless}
sys.exit(Supervisor([Program(name, programs[name]) for name in sys.argv[2:]], ((("127.0.0.1", 1),) if "hopeless" in sys.argv else ())).run())
"""


class House:
    """A supervisor of its own, and the numbers its children wrote down."""

    def __init__(self, folder: Path, *programs: str) -> None:
        self.folder = folder
        self.supervisor = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(folder), *programs], stderr=subprocess.PIPE
        )

    def child(self, name: str, other_than: int = 0) -> int:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            text = (self.folder / name).read_text() if (self.folder / name).exists() else ""
            if text and int(text) != other_than:
                return int(text)
            time.sleep(0.02)
        raise AssertionError(f"{name} did not start")


@pytest.fixture
def houses(tmp_path: Path) -> Iterator[list[House]]:
    opened: list[House] = []
    yield opened
    for house in opened:
        house.supervisor.kill()
        house.supervisor.communicate()


def is_gone(pid: int, within: float = 20.0) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def test_child_that_dies_is_started_again(houses: list[House], tmp_path: Path) -> None:
    houses.append(House(tmp_path, "gentle"))
    first = houses[0].child("gentle")

    os.kill(first, signal.SIGKILL)

    assert houses[0].child("gentle", other_than=first) != first


@pytest.mark.slow
def test_all_end_within_five_seconds_even_a_stubborn_one(houses: list[House], tmp_path: Path) -> None:
    houses.append(House(tmp_path, "gentle", "stubborn"))
    children = [houses[0].child("gentle"), houses[0].child("stubborn")]

    houses[0].supervisor.send_signal(signal.SIGTERM)
    # The stubborn one sleeps for ever unless it is killed; how much later than it should says how busy the machine is.
    code = houses[0].supervisor.wait(60)

    assert code == 0
    assert STOPS_WITHIN_SECONDS < 5
    assert all(is_gone(pid) for pid in children)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with a killed parent at once")
def test_nothing_outlives_a_supervisor_that_was_killed(houses: list[House], tmp_path: Path) -> None:
    houses.append(House(tmp_path, "gentle", "stubborn"))
    children = [houses[0].child("gentle"), houses[0].child("stubborn")]

    houses[0].supervisor.kill()

    assert all(is_gone(pid) for pid in children)


@pytest.mark.slow
def test_program_that_never_starts_ends_the_whole_with_a_word(houses: list[House], tmp_path: Path) -> None:
    houses.append(House(tmp_path, "hopeless"))

    _, said = houses[0].supervisor.communicate(timeout=30)

    assert houses[0].supervisor.returncode == 1
    assert b"nothing works" in said
    assert b"hopeless does not start" in said
