"""The virtual environment: Python's packages, locked, installed by uv. Standard library only."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from tools.setup import pip_settings
from tools.setup.steps import ROOT, STAMPS, VENV, Impossible, once, run

PYTHON = VENV / "bin" / "python"
LOCKS = ROOT / "requirements"
NETWORK = "This needs the network once: pip's index settings, HTTPS_PROXY and the system's certificates are used."


def make(*, with_tests: bool) -> None:
    """Make the environment, with what the site needs, or also with what its tests need."""
    once("environment", "Making the Python environment in .venv", [sys.version, str(ROOT)], _make_venv)
    once("uv", "Installing the installer", [LOCKS / "uv.txt", sys.version], _install_uv)

    # The test set holds the site's, in the same versions: whoever has it needs nothing more.
    if with_tests:
        _install("test", "Installing the packages for the site and its tests", ["test.txt"])
    elif not (STAMPS / "packages-test").is_file():
        _install("base", "Installing the site's packages", ["base.txt", "build.txt"])
    else:
        _install("test", "Bringing the packages up to date", ["test.txt"])


def install_node() -> None:
    """Install Node from the same index, for a machine that has none."""
    _install("node", "Installing Node", ["node.txt"])


def site_packages() -> Path:
    """Find the folder the packages are in."""
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV), "platbase": str(VENV)}))


def surroundings() -> dict[str, str]:
    """Give the variables every program of ours runs with: this one's, the environment's, the system's certificates."""
    found = {
        key: value
        for key, value in os.environ.items()
        # Without its bytecode kept, Python would read our sources again at every start: a third of it.
        if key not in {"PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "__PYVENV_LAUNCHER__"}
    }
    found["VIRTUAL_ENV"] = str(VENV)
    found["PATH"] = os.pathsep.join([str(VENV / "bin"), found.get("PATH", os.defpath)])
    certificates = pip_settings.certificates()
    if certificates:
        for name in ("SSL_CERT_FILE", "PIP_CERT", "NODE_EXTRA_CA_CERTS"):
            found.setdefault(name, certificates)
    if not os.access(Path(found.get("HOME") or "/nowhere"), os.W_OK):
        # An account without a home still needs a place for downloads.
        found["HOME"] = str(VENV)
    return found


def _make_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise Impossible("Python's venv is incomplete here. On Debian and Ubuntu: apt install python3-venv")
    # A working environment of this Python and place is kept, whoever made it.
    fresh = [] if _is_ours() else ["--clear"]
    run(
        [sys.executable, "-m", "venv", *fresh, str(VENV)],
        environment=surroundings(),
        otherwise="The environment could not be made in .venv (see above): is the disk full, or the folder not yours?",
    )


def _is_ours() -> bool:
    if not PYTHON.exists():
        return False
    asked = [str(PYTHON), "-c", "import pip, sys; print(sys.version, sys.prefix, sep='|')"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False, env=surroundings()).stdout.strip()
    return answer == f"{sys.version}|{VENV}"


def _install_uv() -> None:
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    run(
        [*command, "--requirement", str(LOCKS / "uv.txt")],
        environment=surroundings(),
        otherwise=f"The installer could not be installed. {NETWORK}",
    )


def _install(name: str, says: str, locks: list[str]) -> None:
    files = [LOCKS / lock for lock in locks]
    once(f"packages-{name}", says, [*files, sys.version], lambda: _install_locked(files))


def _install_locked(files: list[Path]) -> None:
    environment = surroundings()
    environment.update(pip_settings.for_uv(PYTHON, environment))
    requirements = [word for file in files for word in ("--requirement", str(file))]
    run(
        [str(VENV / "bin" / "uv"), "pip", "install", "--require-hashes", "--python", str(PYTHON), *requirements],
        environment=environment,
        otherwise=f"The packages could not be installed. {NETWORK}",
    )
    # The code itself is not installed but found, so that an edit is seen at once.
    (site_packages() / "xingtan.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
