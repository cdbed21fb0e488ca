"""One step of the set-up: done once, and again only when its inputs change. Standard library only."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"


class Impossible(Exception):
    """The set-up cannot go on; the one line says why and what to do."""


def fingerprint(inputs: Iterable[Path | str]) -> str:
    """Hash what a step depends on: the names and bytes of files, and plain words."""
    digest = hashlib.sha256()
    for each in inputs:
        if isinstance(each, Path):
            digest.update(str(each.relative_to(ROOT)).encode() + b"\0")
            digest.update(each.read_bytes() if each.is_file() else b"absent")
        else:
            digest.update(each.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def is_done(name: str, inputs: Iterable[Path | str]) -> bool:
    """Test whether the step was done with these very inputs."""
    stamp = STAMPS / name
    return stamp.is_file() and stamp.read_text(encoding="ascii") == fingerprint(inputs)


def once(name: str, says: str, inputs: list[Path | str], work: Callable[[], None]) -> None:
    """Do the work unless it was done with these inputs, and remember that it was."""
    if is_done(name, inputs):
        return
    started = time.monotonic()
    say(f"→ {says} …")

    # An interrupted step leaves no stamp, and is done again.
    (STAMPS / name).unlink(missing_ok=True)
    work()

    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(fingerprint(inputs), encoding="ascii")
    say(f"  done in {time.monotonic() - started:.1f} s")


def run(command: list[str], *, environment: Mapping[str, str], otherwise: str) -> None:
    """Run a program whose progress the person sees, on standard error so that `--json` stays clean.

    :raises Impossible: with the line given, if the program fails or is not there
    """
    try:
        ended = subprocess.run(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False
        )
    except OSError as trouble:
        raise Impossible(f"{otherwise} ({trouble})") from trouble
    if ended.returncode:
        raise Impossible(otherwise)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Keep two starts in one checkout from building the same thing at the same time."""
    # Beside .venv and not in it, because making the environment anew empties it.
    with (ROOT / "run.py").open("rb") as door:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is preparing this checkout; waiting for it …")
            fcntl.flock(door, fcntl.LOCK_EX)
        yield


def say(sentence: str) -> None:
    """Tell the person what happens."""
    print(sentence, file=sys.stderr, flush=True)
