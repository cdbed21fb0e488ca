"""Asking a question: a child process without environment answers it, and is ended when its time is over."""

import hashlib
import hmac
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from xingtan.eventstore import public as eventstore
from xingtan.kernel import home
from xingtan.kernel.errors import RuleBroken
from xingtan.research.rules import LONGEST_QUESTION, VIEWS, Limits

GRACE_SECONDS = 2.0
AT_ONCE = 2

_waiting = threading.BoundedSemaphore(AT_ONCE)


class QuestionRefused(RuleBroken):
    """The question cannot be answered; the engine's own words say why."""

    message = "%(reason)s"


class TookTooLong(RuleBroken):
    """The question needs more time than it may take."""

    message = _("It took longer than %(seconds)d seconds. Ask for less, or have it made as a file.")


class TooManyAtOnce(RuleBroken):
    """Others are asking now."""

    message = _("Others are asking at this moment. Try again in a few seconds.")


@dataclass(slots=True)
class Answer:
    """What came of a question.

    :param rows: of a page only; else they are in the file
    :param cut: whether there were more
    """

    columns: list[tuple[str, str]]
    count: int
    cut: bool
    milliseconds: int
    rows: list[list[str | None]] = field(default_factory=list)


def key_of(researcher: str) -> str:
    """Make the key of the numbers by which this researcher sees learners: another's are others."""
    return hmac.new(home.secret("research").encode(), researcher.encode(), hashlib.sha256).hexdigest()[:32]


def ask(sql: str, *, researcher: str, limits: Limits, form: str, out: IO[bytes]) -> Answer:
    """Ask, and write the rows into the file: as JSON, CSV or Arrow.

    :raises QuestionRefused: if it is none, may not be asked, or needs too much memory
    :raises TookTooLong: if its time is over
    :raises TooManyAtOnce: if others ask at this moment
    """
    if not sql.strip() or len(sql) > LONGEST_QUESTION or "\0" in sql:
        raise QuestionRefused(reason=str(_("Ask a question of at most 20,000 characters.")))
    if not _waiting.acquire(timeout=limits.seconds):
        raise TooManyAtOnce
    try:
        return _ask(_asked(sql, key_of(researcher), limits, form), limits, out)
    finally:
        _waiting.release()


def _asked(sql: str, key: str, limits: Limits, form: str) -> dict[str, Any]:
    views = {
        table: {"columns": columns, "files": [str(each) for each in eventstore.files(table)]}
        for table, columns in VIEWS.items()
    }
    return {
        "sql": sql,
        "key": key,
        "views": views,
        "folders": [f"{eventstore.root() / 'tables'}/"],
        "form": form,
        "rows": limits.rows,
        "bytes": limits.bytes,
        "seconds": limits.seconds,
        "memory_mb": limits.memory_mb,
    }


def _ask(asked: dict[str, Any], limits: Limits, out: IO[bytes]) -> Answer:
    with tempfile.TemporaryFile() as told, _child(told) as child:
        try:
            child.communicate(json.dumps(asked).encode(), timeout=limits.seconds + GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            raise TookTooLong(seconds=limits.seconds) from None
        told.seek(0)
        line = told.readline()
        try:
            about = json.loads(line)
        except ValueError:
            # It was ended for what it took, before it could say anything.
            raise QuestionRefused(reason=str(_("It needs more memory than a question may take."))) from None
        if "refused" in about:
            raise QuestionRefused(reason=about["refused"])
        answer = Answer(
            [(name, kind) for name, kind in about["columns"]], about["rows"], about["cut"], about["milliseconds"]
        )
        if asked["form"] == "json":
            answer.rows = json.load(told)
        else:
            _copy(told, out.write)
    return answer


@contextmanager
def _child(told: IO[bytes]) -> Iterator["subprocess.Popen[bytes]"]:
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own program
        [sys.executable, "-I", str(Path(__file__).with_name("child.py"))],
        stdin=subprocess.PIPE,
        stdout=told,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()


def _copy(told: IO[bytes], write: Callable[[bytes], object]) -> None:
    while data := told.read(1 << 20):
        write(data)
