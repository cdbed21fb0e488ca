"""Which text files of our own folder still say what the course says, so that an export gives back their bytes."""

from collections.abc import Iterable, Mapping
from typing import Any

from xingtan.authoring.rules.difference import Content
from xingtan.authoring.rules.digests import digest
from xingtan.authoring.rules.outlines import units


def state_of(blocks: Iterable[str], content: Content) -> Any:
    """Give all that a file says: its blocks and their units; for one without blocks, all that is outside of units."""
    keys = set(blocks)
    if keys:
        return {
            "units": [unit for unit in units(content.outline) if keys & set(unit["blocks"])],
            "blocks": {key: content.blocks[key]["digest"] for key in sorted(keys) if key in content.blocks},
        }
    return {"outline": content.outline, "policy": content.policy, "facts": content.facts}


def unchanged(sources: Mapping[str, Mapping[str, Any]], content: Content) -> set[str]:
    """Give the paths of the files that still say what the course says."""
    return {path for path, row in sources.items() if row["state"] == digest(state_of(row["blocks"], content))}
