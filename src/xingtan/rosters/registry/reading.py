"""Reading tables that any program may have written: their letters, their marks between cells, their lines and dates."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xingtan.rosters.registry.facts import Bad

DELIMITERS = ",;\t|"
_marks = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_common = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")
LOST = "\ufffd"
# UTF-8, but for some bytes: a file that was cut, or joined of two.
DAMAGED = "utf-8, damaged"
_more_than_ascii = re.compile("[^\x00-\x7f\ufffd]")
MOST_LOST = 20
# The year first, or the day first with dots, as nobody writes a month.
_days = (
    re.compile(r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?:[T ].*)?"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
)
EARLIEST, LATEST = 1900, 2199


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table; a cell may run over several."""

    line: int
    cells: list[str]


def decoded(data: bytes) -> tuple[str, str]:
    """Read bytes as text, and tell in which encoding they were.

    UTF-8 and UTF-16 are known by their marks or their look; what is neither is Chinese (GB 18030) or Western.
    """
    for mark, name in _marks:
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    head = data[:2000]
    if head.count(0) > len(head) // 4:
        name = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        return data.decode(name, "replace"), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    loose = data.decode("utf-8", "replace")
    # What is written otherwise makes hardly a letter of UTF-8 by chance.
    if len(_more_than_ascii.findall(loose)) > 3 * loose.count(LOST):
        return loose, DAMAGED
    try:
        text = data.decode("gb18030")
        # Of real Chinese most pairs are common characters; small Western letters with accents never begin such a pair.
        if len(_common.findall(data)) * 3 > sum(each > 127 for each in data):
            return text, "gb18030"
    except UnicodeDecodeError:
        pass
    return data.decode("cp1252", "replace"), "windows-1252"


def text_of(data: bytes, file: str, bad: list[Bad]) -> str:
    """Read a file's bytes as text; in which encoding, if not in UTF-8, and where letters are lost, is added to ``bad``."""
    text, encoding = decoded(data)
    if encoding == DAMAGED:
        lines = [number for number, line in enumerate(text.split("\n"), start=1) if LOST in line]
        bad += [Bad("error", file, number, "bad_letters") for number in lines[:MOST_LOST]]
    elif encoding not in ("utf-8", "utf-8-sig"):
        bad.append(Bad("warning", file, 0, "encoding", encoding))
    return text


def rows_of(text: str, file: str, bad: list[Bad]) -> Iterator[Row]:
    """Give the lines that say something, the heading first; what cannot be read is added to ``bad``."""
    if "\0" in text:
        bad.append(Bad("error", file, text.count("\n", 0, text.index("\0")) + 1, "rubbish"))
        return
    if text[:1] == "\ufeff":
        text = text[1:]
    delimiter, skipped = _delimiter(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begun = 0
    try:
        for cells in lines:
            line, begun = begun + 1, lines.line_num
            if line > skipped and any(map(str.strip, cells)):
                yield Row(line, cells)
    except csv.Error as trouble:
        what = "long_cell" if "limit" in str(trouble) else "unclosed"
        bad.append(Bad("error", file, begun + 1, what))


def _delimiter(text: str) -> tuple[str, int]:
    """Tell what stands between the cells, and how many lines come before the heading: Excel says ``sep=;`` there."""
    first = text[:10_000].lstrip("\r\n").partition("\n")[0].rstrip("\r")
    if re.fullmatch(r"sep=.", first):
        return first[4], 1
    outside = re.sub(r'"[^"]*"', "", first)
    return max(DELIMITERS, key=outside.count), 0


def day(said: str) -> date | None:
    """Read a date, if it can be one day only.

    :raises ValueError: if it is none
    """
    said = said.strip()
    if not said:
        return None
    found = next(filter(None, (form.fullmatch(said) for form in _days)), None)
    if found is None:
        raise ValueError(said)
    read = date(int(found["y"]), int(found["m"]), int(found["d"]))
    if not EARLIEST <= read.year <= LATEST:
        raise ValueError(said)
    return read
