"""Blocks we do not know: kept whole, with everything inside them, and shown with a notice."""

from __future__ import annotations

from typing import Any

from xingtan.federation.olx.adapters.markup import Xml, as_json, source_of, tag_of

TOOLS = frozenset({"lti", "lti_consumer", "google-document", "google-calendar", "scorm", "h5pxblock"})


def read_unknown(block: Xml, *, source: str = "") -> dict[str, Any]:
    """Keep a block as it is written."""
    data: dict[str, Any] = {"tag": tag_of(block), "source": source or source_of(block)}
    if url := _address(block):
        data["url"] = url
    return data


def _address(block: Xml) -> str:
    """Find the page of another site that the block is about."""
    for name in ("launch_url", "lti_1p3_launch_url", "embed_code", "url"):
        value = (block.get(name) or "").strip()
        told = as_json(value)
        value = told if isinstance(told, str) else value
        if value.startswith(("https://", "http://")):
            return value
    return ""
