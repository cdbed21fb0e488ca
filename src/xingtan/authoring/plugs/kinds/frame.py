"""Frame: active content of an imported course, which may act only in a frame that belongs to nobody."""

import base64
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.authoring.forms import FrameForm
from xingtan.authoring.plugs.kinds.plain import Plain, all_languages, wrong_type
from xingtan.authoring.registry.kinds import Readable, Reading, in_language
from xingtan.authoring.registry.making import Stock
from xingtan.authoring.registry.references import REFERENCE, resolve
from xingtan.kernel import files
from xingtan.kernel.text import as_text, pick

PAGE_BYTES = 8 * 1024 * 1024
"""How much of files a page may carry within itself."""
HEIGHT = 480


class Frame(Plain):
    """A page of active content: `{"html", "height"}`. Its files travel inside the page."""

    name = "frame"
    label = gettext_lazy("Interactive page")
    form = FrameForm

    def check(self, data: Mapping[str, Any]) -> list[str]:
        """Say what is wrong with the data."""
        problems = wrong_type(data, html=str, height=int)
        if not data.get("html"):
            problems.append(_("There is nothing to show yet."))
        return problems

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """Leave the page as it is: it is never part of ours."""
        return data

    def make(self, data: Mapping[str, Any], stock: Stock) -> dict[str, Any]:
        """Keep the page of each language as one file that needs no other."""
        pages, left_out = {}, []
        for language, words in all_languages(data).items():
            if words.get("html"):
                page, missing = _packed(words["html"], stock)
                pages[language] = stock.keep(page.encode(), "page.html")
                left_out += missing
        return {"pages": pages, "left_out": left_out}

    def read(self, block: Readable, context: Reading) -> SafeString:
        """Show the frame, and links to what did not fit into it."""
        data = in_language(block.data, context.language)
        made = getattr(block, "made", {})
        pages = made.get("pages", {})
        page = pages.get(context.language) or pages.get("") or pick(pages, context.language)[1]
        title = as_text(dict(block.title)).in_(context.language)
        return render_to_string(
            "authoring/_frame.html",
            {
                "title": title or _("Interactive page"),
                "url": context.frame(page, data) if context.frame and page else "",
                "height": data.get("height") or HEIGHT,
                "left_out": [
                    {"name": name, "url": context.address(digest, name)} for digest, name in made.get("left_out", ())
                ],
            },
        )


def _packed(html: str, stock: Stock) -> tuple[str, list[list[str]]]:
    """Put each file into the page itself: a frame that belongs to nobody has no address to fetch it from."""
    room = PAGE_BYTES
    left_out: list[list[str]] = []

    def pack(digest: str, name: str) -> str:
        nonlocal room
        size = stock.size(digest)
        content = stock.read(digest) if size is not None and size <= room else None
        if content is None:
            left_out.append([digest, name])
            return "about:blank"
        room -= len(content)
        return f"data:{files.media_type(name, content[:1024])};base64,{base64.b64encode(content).decode()}"

    page = resolve(html, pack)
    # An address may end in a place inside the file, which a page within a page cannot have.
    assert not REFERENCE.search(page), unquote(page[:100])
    return page if "<html" in page[:2000].lower() else f"<!doctype html><meta charset=utf-8>{page}", left_out
