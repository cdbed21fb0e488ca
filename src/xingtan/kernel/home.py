"""The one folder where this site keeps what is not in the database."""

import os
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[3]


def root() -> Path:
    """Find the folder: ``XINGTAN_HOME``, or ``var/`` in a checkout, or ``~/.xingtan``."""
    named = os.environ.get("XINGTAN_HOME")
    if named:
        return Path(named).resolve()
    if (_CHECKOUT / "run.py").exists():
        return _CHECKOUT / "var"
    return Path.home() / ".xingtan"


def path(*parts: str) -> Path:
    """Give a path inside the folder, whose parent exists."""
    found = root().joinpath(*parts)
    if not found.parent.is_dir():
        # Its owner's alone: the database in it, and what people upload, are nobody else's on this machine.
        root().mkdir(mode=0o700, parents=True, exist_ok=True)
        found.parent.mkdir(parents=True, exist_ok=True)
    return found


def secret(name: str, *, length: int = 50) -> str:
    """Read a secret of this site, made once and readable by the owner only."""
    from secrets import token_urlsafe  # noqa: PLC0415 - needed once in a site's life

    place = path("secrets", name)
    try:
        return place.read_text().strip()
    except FileNotFoundError:
        place.parent.chmod(0o700)
        value = token_urlsafe(length)
        new = place.with_name(f".{name}.{os.getpid()}")
        new.touch(mode=0o600)
        new.write_text(value)
        try:
            os.link(new, place)  # the first process to get here wins, and all read the same
        except FileExistsError:
            value = place.read_text().strip()
        finally:
            new.unlink()
        return value
