"""Lists: as such, as a text with marks between its parts, or a thing alone."""

import json
import re
from typing import Any

MOST = 200


def many(value: Any, *, marks: str = ";|\n") -> list[Any]:
    """Give the things of a list, whether it came as one, as a text with marks between them, or alone."""
    if isinstance(value, str):
        if value.lstrip().startswith("["):
            try:
                inner = json.loads(value)
            except (ValueError, RecursionError):
                inner = None
            if isinstance(inner, list):
                return many(inner)
        return [part.strip() for part in re.split(f"[{re.escape(marks)}]", value) if part.strip()][:MOST]
    if isinstance(value, list):
        return [each for each in value[:MOST] if each not in (None, "", [], {})]
    return [] if value in (None, "", {}) else [value]
