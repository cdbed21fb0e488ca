"""Addresses of what Vite built: the one stylesheet, the start script, the islands."""

import json
import logging
from functools import cache
from pathlib import Path

from django.templatetags.static import static

log = logging.getLogger(__name__)

BUILT = Path(__file__).parent / "static" / "built"


def address_of(name: str) -> str:
    """Give the address of a built entry.

    :param name: ``style``, ``main``, or an island's own name
    """
    return _address_of(name, _changed_at())


@cache
def _address_of(name: str, changed_at: float) -> str:
    file = _read_manifest(changed_at).get(name)
    if file is None:
        # A page without its style is still a page: tests and first minutes of a checkout have no build.
        log.warning("The front end holds no entry of this name: %s", name)
        return static(f"built/{name}")
    return static(f"built/{file}")


def _changed_at() -> float:
    try:
        return (BUILT / "manifest.json").stat().st_mtime
    except FileNotFoundError:
        return 0.0


@cache
def _read_manifest(changed_at: float) -> dict[str, str]:
    """Read which file each entry became. A new build has a new moment, and is read again."""
    if not changed_at:
        return {}
    entries = json.loads((BUILT / "manifest.json").read_text())
    return {entry["name"]: entry["file"] for entry in entries.values() if entry.get("isEntry")}
