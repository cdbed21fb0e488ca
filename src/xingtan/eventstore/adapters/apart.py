"""Work in a process of its own: what it loads and what it takes of memory goes with it, and it goes with its parent."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from xingtan.kernel.errors import OutsideFailed

COMMAND = ("-m", "django", "store")
REASONS_KEPT = 2_000


class WorkFailed(OutsideFailed):
    """The process ended without an answer; the reason is its last line."""


def run(what: str, say: Callable[[int, int, str], None] | None = None) -> dict[str, Any]:
    """Run ``store WHAT`` and give its answer; progress is told as it comes.

    :raises WorkFailed: if it ends without one
    """
    with subprocess.Popen(  # noqa: S603 - our own interpreter and our own command
        [sys.executable, *COMMAND, what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        answer: dict[str, Any] | None = None
        try:
            for line in child.stdout:
                told = json.loads(line)
                if "progress" in told and say is not None:
                    say(*told["progress"])
                answer = told.get("answer", answer)
            reason = child.stderr.read()[-REASONS_KEPT:]
        except BaseException:
            child.kill()
            raise
    if child.returncode or answer is None:
        raise WorkFailed(reason.strip().rpartition("\n")[2] or f"exit {child.returncode}")
    return answer
