"""A timetable whose job is killed in the middle is planned by its next start as if nothing had happened."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import Any

import pytest
from django.db import connection

from tests.kill.house import RUN, House, house

# A job that was begun three times is given up.
KILLS = 2
PROGRAM = RUN.replace("tests.kill", "tests.timetables").format("planned")


@pytest.mark.slow
def test_timetable_is_planned_once_whatever_dies() -> None:
    with house(on=connection.vendor) as site:
        _ask(site, "bring")
        for _turn in range(KILLS):
            _kill_in_the_middle(site)
            assert _ask(site, "there") == {"sessions": 0, "origins": 0}
        told = _ask(site, "go on")

    assert (told["status"], told["told"]) == ("done", 1)
    assert told["sessions"] == told["origins"] == told["result"]["new"] > 300
    assert (told["result"]["changed"], told["result"]["called_off"]) == (0, 0)


def _kill_in_the_middle(site: House) -> None:
    """Begin to plan it, and kill the process once all is written and nothing is stored."""
    command = [sys.executable, "-c", PROGRAM, "watched"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=site.environment, stdin=pipe, stdout=pipe) as running:
        assert running.stdout
        assert running.stdout.readline() == b"begun\n"
        running.kill()
        assert running.wait() == -signal.SIGKILL


def _ask(site: House, *words: str) -> Any:
    command = [sys.executable, "-c", PROGRAM, *words]
    ended = subprocess.run(command, env=site.environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr[-3000:]
    return json.loads(ended.stdout)
