"""What kind of file this is: told by its name, unless its content is something that acts."""

import mimetypes
import re

HEAD_BYTES = 1024
UNKNOWN = "application/octet-stream"

HTML, XHTML, SVG, XML, SCRIPT, PDF = (
    "text/html",
    "application/xhtml+xml",
    "image/svg+xml",
    "application/xml",
    "text/javascript",
    "application/pdf",
)
# What a browser would run, or let act, if it were opened on its own.
ACTIVE = {HTML, XHTML, SVG, XML, SCRIPT, "text/xml", "application/javascript", "application/x-shockwave-flash"}
# Text that is shown as text whatever it says.
HARMLESS = {
    "text/plain",
    "text/markdown",
    "text/csv",
    "text/vtt",
    "application/x-subrip",
    "application/json",
    "text/css",
}

_types = mimetypes.MimeTypes(filenames=())
for _type, _endings in {
    "application/x-subrip": "srt",
    "application/x-tex": "tex",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg oga opus",
    "font/woff": "woff",
    "font/woff2": "woff2",
    "image/avif": "avif",
    "image/webp": "webp",
    "text/csv": "csv",
    "text/javascript": "js mjs",
    "text/markdown": "md markdown",
    "text/plain": "txt text log py yaml yml toml",
    "text/vtt": "vtt",
    "video/mp4": "mp4 m4v m4s",
    "video/ogg": "ogv",
    "video/webm": "webm",
    "application/wasm": "wasm",
    "application/xhtml+xml": "xhtml xht",
    "application/xml": "xml xsl xslt rng",
}.items():
    for _ending in _endings.split():
        _types.add_type(_type, f".{_ending}")

_signs = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"PK\x03\x04", "application/zip"),
)
_blank = re.compile(rb"(?:\xef\xbb\xbf|\s|<!--.*?-->|<\?xml[^>]*\?>)*", re.DOTALL)
_html = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|style|table|title|meta|link|a|br|div|p|h1|img|b|i)[\s>/]",
    re.IGNORECASE,
)
_svg = re.compile(rb"<(?:!doctype\s+svg|(?:\w+:)?svg[\s>/])", re.IGNORECASE)


def media_type(name: str, head: bytes = b"") -> str:
    """Tell the type by the name's ending; where the content would act in a browser, by the content.

    :param head: the first ``HEAD_BYTES`` of the content, if at hand
    """
    named = by_name(name)
    acts = _by_content(head)
    if acts and named not in HARMLESS:
        return SVG if acts == XML and named == SVG else XHTML if acts == HTML and named == XHTML else acts
    if named == UNKNOWN:
        return next((kind for sign, kind in _signs if head.startswith(sign)), named)
    return named


def by_name(name: str) -> str:
    """Tell the type by the name's ending alone."""
    kind, packed = _types.guess_type(f"file:///{name.rpartition('/')[2]}", strict=True)
    return UNKNOWN if packed or not kind else kind


def _by_content(head: bytes) -> str | None:
    if head.startswith(b"%PDF-"):
        return PDF
    blank = _blank.match(head)
    start = blank.end() if blank else 0
    if _svg.match(head, start):
        return SVG
    if _html.match(head, start):
        return HTML
    return XML if b"<?xml" in head[:start] else None
