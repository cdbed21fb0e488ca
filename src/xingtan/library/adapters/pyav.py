"""Renditions by PyAV, in a child process: an encoder's memory goes with it, and so does a crash."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from xingtan.library.adapters import Made, MediaRefused, Wish

TIMEOUT_SECONDS = 6 * 3600


class PyAV:
    """Makes renditions with the codecs that PyAV carries."""

    def encode(self, source: Path, wishes: Sequence[Wish], into: Path) -> list[Made]:
        """Make what is wished for in a child process."""
        ask = json.dumps({"source": str(source), "into": str(into), "wishes": [asdict(wish) for wish in wishes]})
        child = subprocess.run(  # noqa: S603 - our own module, and its input is JSON
            [sys.executable, str(Path(__file__).with_name("films.py"))],
            input=ask,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
        if child.returncode:
            raise MediaRefused(
                child.stderr.strip().splitlines()[-1] if child.stderr.strip() else f"exit {child.returncode}"
            )
        return [
            Made(each["name"], Path(each["path"]), each["width"], each["height"], each["seconds"])
            for each in json.loads(child.stdout)
        ]
