"""Write the locks anew: `python3 run.py python tools/lock.py [--upgrade]`.

Python's are hashed requirement files and name no index; Node's has no addresses of downloads, only their digests.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".venv" / "bin" / "uv"

# The widest set first: the narrower ones are then the same versions, less what they do not ask for.
SETS = ("test", "base", "build", "node", "uv")


def lock_python(name: str, options: list[str]) -> None:
    """Resolve one set for every platform and every Python from the floor up."""
    constraint = [] if name == "test" else ["--constraint", "requirements/test.txt"]
    subprocess.run(
        [
            str(UV), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes",
            "--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "tools/lock.py",
            *constraint, *options, f"requirements/{name}.in", "--output-file", f"requirements/{name}.txt",
        ],
        cwd=ROOT,
        check=True,
    )  # fmt: skip


def lock_node() -> None:
    """Resolve the front end's packages, then strike out where each was found."""
    environment = {**os.environ, "npm_config_omit_lockfile_registry_resolved": "true"}
    subprocess.run(
        ["npm", "install", "--package-lock-only", "--no-audit", "--no-fund"], cwd=ROOT, env=environment, check=True
    )

    path = ROOT / "package-lock.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("resolved", None)
    path.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")


def main(options: list[str]) -> int:
    """Lock both."""
    for name in SETS:
        lock_python(name, options)
    lock_node()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
