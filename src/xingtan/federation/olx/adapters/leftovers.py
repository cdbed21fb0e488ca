"""What is left of the archive when the course has been read: every file is accounted for and kept."""

from __future__ import annotations

from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.adapters.context import Context
from xingtan.federation.olx.adapters.policy import read_json
from xingtan.library.registry.media import is_left_behind

_PLATFORM = ("policies/", "assets/", "roots/", "custom_tags/", "info/", "wiki/", "tabs/")
_TEXTS = (".xml", ".html", ".json")


def note_asset_names(context: Context) -> None:
    """Learn from the list of uploads under which further names texts may point to them."""
    path = "policies/assets.json"
    if path not in context.files.known:
        return
    element = context.ledger.element(path, "assets", path)
    told = read_json(path, element, context)
    for name, row in told.items() if isinstance(told, dict) else ():
        shown = str(row.get("displayname") or name) if isinstance(row, dict) else str(name)
        known = next((each for each in (f"static/{shown}", f"static/{name}") if each in context.files.known), None)
        if known:
            context.files.alias(str(name), known)
            context.files.alias(shown, known)


def account_for_rest(context: Context) -> None:
    """Take every file that no element owns yet into the bundle, and into the report."""
    for path in context.files.outside:
        element = context.ledger.element(path, "file")
        if is_left_behind(path):
            element.changed(reasons.LEFT_BEHIND)
        else:
            context.files.keep_outside(path)
            element.unsupported(reasons.NOT_COURSE)
    for path in context.files.names:
        if path not in context.ledger.taken:
            _account_for(path, context)


def _account_for(path: str, context: Context) -> None:
    element = context.ledger.element(path, _what(path), path)
    if is_left_behind(path):
        element.changed(reasons.LEFT_BEHIND)
        return
    if path == "assets/assets.xml":
        return
    context.files.keep(path)
    if path.startswith("static/"):
        return
    if path.startswith("drafts/"):
        element.unsupported(reasons.DRAFT)
    elif path.startswith("info/updates"):
        element.unsupported(reasons.NEWS)
    elif path.startswith(_PLATFORM) or not path.endswith(_TEXTS) or "/" not in path:
        element.unsupported(reasons.NOT_COURSE)
    else:
        element.unsupported(reasons.UNREACHED)


def _what(path: str) -> str:
    return "file" if path.startswith("static/") else path.partition("/")[0]
