"""The second opinion on a formula: one warm child process with `sympy`, bounded in time and memory.

The web process never imports `sympy`. The child gets trees that our own grammar read, never text; it is started when
first needed, replaced after many uses or any trouble, and ended when its web process ends (its input closes).
"""

import atexit
import json
import logging
import os
import select
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from xingtan.assessment.rules.evaluation import Undefined, value_at
from xingtan.assessment.rules.formula import Verdict, compare
from xingtan.assessment.rules.grading import Doubt
from xingtan.assessment.rules.problem import Tolerance
from xingtan.kernel.errors import OutsideFailed

logger = logging.getLogger(__name__)

CHILD = Path(__file__).parent / "formula_child.py"
LONGEST_REPLY = 1_000


class FormulaJudge(Protocol):
    """Whoever can say whether two expressions are the same mathematics."""

    def __call__(self, doubt: Doubt) -> Verdict:
        """Settle a doubt; `UNSURE` is an answer too.

        :raises OutsideFailed: if nobody could be asked
        """
        ...


class ByNumbers:
    """Settles doubts with ordinary numbers alone: for tests, and for houses without `sympy`."""

    def __call__(self, doubt: Doubt) -> Verdict:
        """Settle the doubt by comparing wherever both have a value."""
        points = [point for point in doubt.points if _has_value(doubt.given, point) and _has_value(doubt.answer, point)]
        if not points:
            return Verdict.UNSURE
        return compare(doubt.answer, doubt.given, points, doubt.question.tolerance)


class ByChild:
    """Settles doubts in a child process of its own; several threads take turns."""

    def __init__(
        self,
        *,
        seconds: float = 3.0,
        start_seconds: float = 20.0,
        megabytes: int = 512,
        uses: int = 500,
        program: Path = CHILD,
    ) -> None:
        self.seconds = seconds
        self.start_seconds = start_seconds
        self.megabytes = megabytes
        self.uses = uses
        self.program = program
        self.child: subprocess.Popen[bytes] | None = None
        self.used = 0
        self.is_warm = False
        self.turn = threading.Lock()

    def warm(self) -> None:
        """Start the child without waiting for it, so that it is ready when the first answer comes."""
        if self.turn.acquire(blocking=False):
            try:
                self._start()
            finally:
                self.turn.release()

    def __call__(self, doubt: Doubt) -> Verdict:
        """Ask the child; a child that is late, ill or used up is replaced."""
        with self.turn:
            return Verdict(self._ask(_question(doubt)))

    def close(self) -> None:
        """End the child, if there is one."""
        with self.turn:
            self._end()

    def _ask(self, question: dict[str, Any]) -> str:
        child = self._start()
        if not self.is_warm and self._reply(child, self.start_seconds) is None:
            self._end()
            raise OutsideFailed
        self.is_warm = True
        self.used += 1
        self._tell(child, question)
        reply = self._reply(child, self.seconds)
        if reply is None:
            # The time was spent on this one expression: nobody else waits for it again.
            logger.warning("The formula child gave no answer in time and was ended.")
        if reply is None or self.used >= self.uses:
            self._end()
        return str(reply["verdict"]) if reply else Verdict.UNSURE

    def _start(self) -> subprocess.Popen[bytes]:
        if self.child is not None and self.child.poll() is None:
            return self.child
        self._end()
        self.child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own program
            [sys.executable, "-I", str(self.program), str(self.megabytes), str(self.seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
        )
        self.used, self.is_warm = 0, False
        self._tell(self.child, {"ready": True})
        return self.child

    def _tell(self, child: subprocess.Popen[bytes], question: dict[str, Any]) -> None:
        assert child.stdin is not None
        try:
            child.stdin.write(json.dumps(question).encode() + b"\n")
            child.stdin.flush()
        except OSError:
            # A child that has just died is noticed by its missing reply.
            logger.info("The formula child has ended by itself.")

    def _reply(self, child: subprocess.Popen[bytes], seconds: float) -> dict[str, Any] | None:
        assert child.stdout is not None
        until = time.monotonic() + seconds
        reply = b""
        while not reply.endswith(b"\n"):
            ready, _, _ = select.select([child.stdout], [], [], max(0.0, until - time.monotonic()))
            piece = os.read(child.stdout.fileno(), LONGEST_REPLY) if ready else b""
            if not piece or len(reply) > LONGEST_REPLY:
                return None
            reply += piece
        try:
            found = json.loads(reply)
        except ValueError:
            return None
        return found if isinstance(found, dict) and found.get("verdict") in list(Verdict) else None

    def _end(self) -> None:
        if self.child is None:
            return
        self.child.kill()
        for pipe in (self.child.stdin, self.child.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self.child.wait()
        self.child = None


def _question(doubt: Doubt) -> dict[str, Any]:
    tolerance: Tolerance = doubt.question.tolerance
    return {
        "answer": doubt.answer,
        "given": doubt.given,
        "points": doubt.points,
        "variables": doubt.question.variables,
        "amount": tolerance.amount,
        "is_relative": tolerance.is_relative,
    }


def _has_value(tree: list[Any], point: dict[str, float]) -> bool:
    try:
        value_at(tree, point)
    except Undefined:
        return False
    return True


judge = ByChild()
by_numbers = ByNumbers()
atexit.register(judge.close)
