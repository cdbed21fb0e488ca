"""Rewrites how texts of Open edX point to uploaded files and to places of the course."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from xingtan.federation.olx.adapters.files import Files

# An address in a quoted attribute, or in `url(…)` of a style.
_QUOTED = re.compile(
    r"""(?P<open>(?<![\w-])(?:src|href|poster|data|background|action|srcset)\s*=\s*(?P<q>["']))(?P<url>[^"'<>]*?)(?P<close>(?P=q))""",
    re.IGNORECASE,
)
_IN_STYLE = re.compile(
    r"""(?P<open>url\(\s*(?P<q>["']?|&quot;))(?P<url>/?(?:static|asset-v1|c4x)[^"')]*?)(?P<close>(?P=q)\s*\))""",
    re.IGNORECASE,
)
_ASSET = re.compile(
    r"^(?:https?://[^/]+)?/?(?:static/|asset-v1:[^/@]+(?:\+[^/@]+)*?\+?type@asset\+block[@/]|c4x/[^/]+/[^/]+/asset/|assets/courseware/.*?/?asset-v1:[^@]+\+type@asset\+block[@/])(?P<name>[^?#]*)",
    re.IGNORECASE,
)
_JUMP = re.compile(r"^(?:https?://[^/]+)?(?:/courses/[^/]+)?/?jump_to(?:_id)?/(?P<name>[^?#]+)", re.IGNORECASE)
_COURSE = re.compile(r"^/course(?:/|$)", re.IGNORECASE)
_USAGE = re.compile(r"(?:type@[^+@/]+\+block@|^i4x://[^/]+/[^/]+/[^/]+/)(?P<name>.+)$")


@dataclass(slots=True)
class Rewritten:
    """A text with our addresses in it, and what it points to in vain."""

    text: str
    missing_files: list[str] = field(default_factory=list)
    missing_places: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    """Digests of the files it uses, by path."""


def rewrite(text: str, files: Files, places: Mapping[str, str]) -> Rewritten:
    """Write our addresses into a text in place of those of Open edX."""
    done = Rewritten("")

    def replace(found: re.Match[str]) -> str:
        return found["open"] + _address(found["url"], files, places, done) + found["close"]

    done.text = _IN_STYLE.sub(replace, _QUOTED.sub(replace, text))
    return done


def rewrite_url(url: str, files: Files, places: Mapping[str, str]) -> str:
    """Write our address in place of one of Open edX."""
    return _address(url, files, places, Rewritten(""))


def _address(url: str, files: Files, places: Mapping[str, str], done: Rewritten) -> str:
    plain = url.replace("&amp;", "&").strip()
    if found := _JUMP.match(plain):
        usage = _USAGE.search(found["name"])
        name = (usage["name"] if usage else found["name"]).strip("/")
        if name not in places:
            done.missing_places.append(name)
        return f"course:{places.get(name, '')}"
    # Pages of Open edX stand side by side under their names, so a bare name is a link to one.
    if plain in places:
        return f"course:{places[plain]}"
    if _COURSE.match(plain):
        return "course:"
    if found := _ASSET.match(plain):
        return _file_address(plain, found["name"], files, done) or url
    return url


def _file_address(url: str, name: str, files: Files, done: Rewritten) -> str | None:
    path = files.uploaded(name)
    if path is None:
        # An address of another server may still answer; one of this course cannot.
        if url.lower().startswith("http"):
            return None
        done.missing_files.append(name)
        return f"missing:{name}"
    reference = files.reference(name)
    done.files[path] = files.keep(path).digest
    return reference
