"""Texts: one or many, with a language or none, with markup where none belongs, decoded wrongly once too often."""

import html
import re
import unicodedata
import zlib
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

from xingtan.catalog.registry.facts import Words
from xingtan.harvest.registry.said.languages import language as tag_of
from xingtan.harvest.registry.said.lists import MOST

UNKNOWN = "und"
LONGEST_LINE = 500
LONGEST_PROSE = 100_000
LONGEST_URL = 2000
_TAG = re.compile(r"<(?:[/!?]?[A-Za-z][^<>]*|!--.*?--)>", re.DOTALL)
_HIDDEN = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_SPACE = re.compile(r"\s+")
# What may stand in a text and shows nothing, or cannot be kept at all: controls, half characters, no characters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
# UTF-8 read as Windows-1252 shows these.
_MANGLED = re.compile("[ÃÂâÐÑØÙãäåæçè][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_TEXT_KEYS = ("@value", "value", "name", "title", "text", "prefLabel", "label", "headline")
_LANGUAGE_KEYS = ("@language", "inLanguage", "language", "lang", "locale")
# Python knows encodings that are none of texts.
_CHARSET = re.compile(
    r"(?:utf-?(?:8|16|32)(?:[-_]?[lb]e)?|us-ascii|ascii|iso-?8859-\d{1,2}|latin-?1|(?:windows-|cp)\d{3,4}|gb(?:k|2312|-?18030)"
    r"|big5|shift[-_]jis|euc-(?:jp|kr)|koi8-[ru])",
    re.IGNORECASE,
)
_PAIR = re.compile(rb"[\xa1-\xfe]{2}")
ENCODINGS = ("utf-8", "gb18030", "cp1252")


def decoded(data: bytes, charset: str = "") -> str:
    """Decode what somebody sent: by its mark, its word, UTF-8, or what else it may be.

    :param charset: what the sender says; believed only if it fits
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    # A text that reads as UTF-8 is UTF-8, whatever the header says; one that says latin-1 is not also GB 18030.
    for name in ("utf-8", charset, *ENCODINGS[1:]):
        if name != "utf-8" and not _CHARSET.fullmatch(name):
            continue
        try:
            found = data.decode(name)
        except (LookupError, UnicodeError):
            continue
        if name != "gb18030" or _is_chinese(data):
            return found
    return data.decode("cp1252", "replace")


def unpacked(data: bytes, *, most: int) -> bytes:
    """Unpack what came as gzip, up to so many bytes; anything else comes back as it is."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        return zlib.decompressobj(wbits=31).decompress(data, most)
    except zlib.error:
        return b""


def _is_chinese(data: bytes) -> bool:
    """Test whether these bytes are plausible GB 18030: nearly all that are no ASCII stand in pairs, as no accents do."""
    high = sum(each > 0x7F for each in data)
    return 2 * len(_PAIR.findall(data)) >= 0.9 * high


def mended(value: str) -> str:
    """Undo what happens to a text on its way: UTF-8 taken for something else, characters that cannot be kept."""
    if value.isascii() and value.isprintable():
        return value
    if _MANGLED.search(value):
        for wrong in ("cp1252", "latin-1"):
            try:
                value = value.encode(wrong).decode("utf-8")
                break
            except UnicodeError:
                continue
    return unicodedata.normalize("NFC", _CONTROL.sub("", value))


def text(value: Any, *, longest: int = LONGEST_LINE) -> str:
    """Read one line of words: no markup, no controls, no more space than between words."""
    found = mended(_string(value)[: 4 * longest])
    if "<" in found or "&" in found:
        # What was escaped twice shows its first layer still.
        found = _bare(html.unescape(_bare(found)))
    return " ".join(found.split())[:longest].strip()


def _bare(found: str) -> str:
    return html.unescape(_TAG.sub(" ", _HIDDEN.sub(" ", found)) if "<" in found else found)


def prose(value: Any) -> str:
    """Read a longer text, which may be HTML; who shows it cleans it."""
    return mended(_string(value)[:LONGEST_PROSE]).strip()


def _string(value: Any) -> str:
    match value:
        case str():
            return value
        case bool() | None:
            return ""
        case int() | float():
            return f"{value:g}" if isinstance(value, float) else str(value) if abs(value) < 10**40 else ""
        case list():
            return next((found for each in value[:MOST] if (found := _string(each))), "")
        case dict():
            return next((found for key in _TEXT_KEYS if (found := _string(value.get(key)))), "")
        case _:
            return ""


def words(value: Any, language: str = UNKNOWN, *, as_prose: bool = False, longest: int = LONGEST_LINE) -> Words:
    """Read a text in one language or many: a string, one by tag, or a list of texts that name their language."""
    read = prose if as_prose else (lambda each: text(each, longest=longest))
    found: Words = {}
    for tag, each in _by_language(value, language or UNKNOWN):
        if tag not in found and (said := read(each)):
            found[tag] = said
    return found


def _by_language(value: Any, language: str) -> Iterable[tuple[str, Any]]:
    match value:
        case list():
            for each in value[:MOST]:
                yield from _by_language(each, language)
        case dict():
            tag = next((found for key in _LANGUAGE_KEYS if (found := tag_of(value.get(key)))), "")
            if any(key in value for key in _TEXT_KEYS):
                yield tag or language, value
                return
            for key, each in list(value.items())[:MOST]:
                if key == UNKNOWN or (tag := tag_of(key)):
                    yield UNKNOWN if key == UNKNOWN else tag, each
        case _:
            yield language, value


def address(value: Any, base: str = "") -> str:
    """Read the address of a page; empty if it is none that a browser opens, or longer than any is."""
    if isinstance(value, list):
        return next((found for each in value[:MOST] if (found := address(each, base))), "")
    if isinstance(value, dict):
        keys = ("@id", "url", "contentUrl", "href", "id")
        return next((found for key in keys if (found := address(value.get(key), base))), "")
    said = html.unescape(mended(value).strip()) if isinstance(value, str) else ""
    if not said or len(said) > LONGEST_URL or _SPACE.search(said):
        return ""
    try:
        found = urljoin(base, said)
        parts = urlsplit(found)
        is_open = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        _ = parts.port
    except ValueError:
        return ""
    return found if is_open and len(found) <= LONGEST_URL else ""
