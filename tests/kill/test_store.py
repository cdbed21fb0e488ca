"""`kill -9` of whoever writes, ships, closes or tidies the event store loses and doubles nothing acknowledged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

KILLS = int(os.environ.get("XINGTAN_KILLS", "25"))
SEED = os.environ.get("XINGTAN_KILL_SEED", "1")


# Its files are the event store's own, and lie in no database.
pytestmark = pytest.mark.once


@pytest.mark.parametrize("kills", [KILLS, pytest.param(100, marks=pytest.mark.slow)])
def test_what_was_acknowledged_counts_once(tmp_path: Path, kills: int) -> None:
    environment = {
        **os.environ,
        "XINGTAN_HOME": str(tmp_path),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }

    ended = subprocess.run(
        [sys.executable, "-m", "tests.kill.store", str(kills), SEED],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert ended.returncode == 0, ended.stderr[-2000:]
    found = json.loads(ended.stdout.splitlines()[-1])
    assert sum(found["killed"].values()) == kills
    assert (found["failed"], found["lost"], found["doubled"], found["hurt"]) == ([], 0, 0, []), ended.stderr[-2000:]
    assert found["acknowledged"] > 50 * kills
    # What was on disk and not acknowledged in time may count: one append and one batch at most.
    assert found["beyond"] <= 100
