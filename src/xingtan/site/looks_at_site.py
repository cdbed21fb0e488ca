"""How the site is looked at: what an operator should mend, and how."""

import json
from dataclasses import asdict

from xingtan.site.cli import start_django


def run(*, as_json: bool = False) -> int:
    """Print every trouble. Returns 1 if there is any."""
    start_django()
    from xingtan.site import health

    found = health.troubles()
    if as_json:
        print(json.dumps({"troubles": [asdict(trouble) for trouble in found]}, ensure_ascii=False))
        return 1 if found else 0
    for trouble in found:
        print(f"✗ {trouble.what}\n  {trouble.mend}")
    if not found:
        print("✓ Nothing to mend.")
    return 1 if found else 0
