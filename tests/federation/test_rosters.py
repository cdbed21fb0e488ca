"""A roster whose job is killed again and again is taken in as if nothing had happened."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from typing import Any

import pytest
from django.db import connection

from tests.kill.house import RUN, House, house

SEED = int(os.environ.get("XINGTAN_KILL_SEED", "1"))
# A job that was begun three times is given up.
KILLS = 2
PROGRAM = RUN.replace("tests.kill", "tests.federation").format("provision")


@pytest.mark.slow
def test_roster_is_taken_in_once_whatever_dies() -> None:
    chance = random.Random(SEED)
    with house(on=connection.vendor) as site:
        _ask(site, "hand")
        for _turn in range(KILLS):
            _kill_in_the_middle(site, chance)
        told = _ask(site, "take")

    assert (told["people"], told["classes"]) == (941, 40)
    assert told["sourced"] == 25 + 1 + 40 + 40 + 940 + 940 + told["places"] + 40
    assert told["told"] == {
        "people.joined": 941,
        "learning.enrolled": told["places"],
        "catalog.run_opened": 40,
        "rosters.taken_in": 1,
    }
    assert told["result"]["user"] == {"new": 940}
    assert told["result"]["enrollment"] == {"new": told["places"] + 40}
    assert told["result"]["account"] == {"made": 940}


def _kill_in_the_middle(site: House, chance: random.Random) -> None:
    """Begin to take it in, and kill the process once something is there and not all."""
    command = [sys.executable, "-c", PROGRAM, "watched", str(chance.randint(2, 9))]
    with subprocess.Popen(command, env=site.environment, stdout=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stdout.readline() == b"begun\n"
        time.sleep(chance.uniform(0.0, 0.2))
        running.kill()
        assert running.wait() == -signal.SIGKILL


def _ask(site: House, *words: str) -> Any:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words], env=site.environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    return json.loads(ended.stdout)
