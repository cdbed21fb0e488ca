"""Video: files or a film elsewhere, captions, and the transcript that is made of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.authoring.forms import VideoForm
from xingtan.authoring.plugs.kinds.plain import Plain, is_digest, wrong_type
from xingtan.authoring.registry.kinds import Readable, Reading, in_language
from xingtan.authoring.registry.making import Stock
from xingtan.catalog.public import name_of
from xingtan.kernel.text import as_text
from xingtan.library.registry.captions import text_of
from xingtan.library.registry.cues import Cue, cues_of

LONGEST_CAPTIONS = 5_000_000


class Video(Plain):
    """A film: `{"sources": [{"file", "url", "name"}], "captions": [{"language", "file"}], "youtube", "poster"}`."""

    name = "video"
    label = gettext_lazy("Video")
    form = VideoForm

    def check(self, data: Mapping[str, Any]) -> list[str]:
        """Say what is wrong with the data."""
        problems = wrong_type(data, sources=list, captions=list, youtube=str, poster=str)
        if problems:
            return problems
        rows = [*(data.get("sources") or ()), *(data.get("captions") or ())]
        if not all(isinstance(row, dict) and (row.get("file") is None or is_digest(row["file"])) for row in rows):
            problems.append(_("A file of this video cannot be found."))
        return problems

    def make(self, data: Mapping[str, Any], stock: Stock) -> dict[str, Any]:
        """Read the captions into transcripts, and note how large the files are."""
        digests = [row["file"] for row in data.get("sources") or () if row.get("file")]
        transcripts = {}
        for caption in data.get("captions") or ():
            size = stock.size(caption["file"]) if caption.get("file") else None
            content = stock.read(caption["file"]) if size and size < LONGEST_CAPTIONS else None
            if content:
                transcripts[caption.get("language", "")] = _lines(cues_of(text_of(content)))
        return {"sizes": {each: size for each in digests if (size := stock.size(each))}, "transcripts": transcripts}

    def read(self, block: Readable, context: Reading) -> SafeString:
        """Show the film with its captions, or say where it is, and the transcript below."""
        data = in_language(block.data, context.language)
        made = getattr(block, "made", {})
        sizes = made.get("sizes", {})
        captions = [each for each in data.get("captions") or () if each.get("file")]
        return render_to_string(
            "authoring/_video.html",
            {
                "key": block.key,
                "title": as_text(dict(block.title)).in_(context.language),
                "poster": context.address(data["poster"], "poster") if data.get("poster") else "",
                "sources": [_source(each, sizes, context) for each in data.get("sources") or ()],
                "captions": [
                    {
                        "language": each["language"],
                        "name": name_of(each["language"]),
                        "url": context.address(each["file"], f"{each['language']}.vtt"),
                        "is_default": each["language"].partition("-")[0] == context.language.partition("-")[0],
                    }
                    for each in captions
                ],
                "transcripts": [
                    # Its words were escaped when it was made: drawing a thousand lines anew is what a page waits for.
                    {"language": language, "name": name_of(language), "lines": mark_safe(lines)}  # noqa: S308 - escaped by _lines
                    for language, lines in made.get("transcripts", {}).items()
                    if lines
                ],
                "youtube": data.get("youtube") or "",
            },
        )


def _lines(cues: Sequence[Cue]) -> str:
    """Draw a transcript: a line for each cue, with the second at which it begins."""
    return format_html_join("", '<li data-at="{}">{}</li>', ((begins, words) for begins, _ends, words in cues))


def _source(source: Mapping[str, Any], sizes: Mapping[str, int], context: Reading) -> dict[str, Any]:
    name = source.get("name") or "video"
    file = source.get("file")
    return {
        "url": context.address(file, name) if file else source.get("url") or "",
        "name": name,
        "size_bytes": sizes.get(file or "", 0),
        "is_outside": not file,
    }
