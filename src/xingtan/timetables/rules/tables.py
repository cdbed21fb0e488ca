"""Timetables as tables: CSV as spreadsheets write it, its columns guessed, every cell read."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel import Locale

from xingtan.timetables.rules.lines import MOST_LINES, Line, Read
from xingtan.timetables.rules.weeks import NotWeeks, weeks_of, written

MOST_BYTES = 20 * 1024 * 1024
LONGEST_CELL = 2_000
# What each column may be called. The first name is the one that the guide and the template use.
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "line id", "row id", "activity id", "event id", "编号", "序号"),
    "class": ("class", "class code", "class sourcedid", "classsourcedid", "group", "section", "course", "course code",
              "module", "班级", "班级代码", "课程", "课程代码", "课程号", "教学班", "教学班号", "الصف", "classe", "clase", "группа"),
    "weekday": ("weekday", "day", "day of week", "星期", "周几", "اليوم", "jour", "día", "dia", "tag", "wochentag",
                "день"),
    "date": ("date", "on", "日期", "التاريخ", "fecha", "datum", "дата"),
    "from": ("from", "start", "starts", "start time", "begin", "begins", "开始", "开始时间", "上课时间", "من", "début",
             "debut", "inicio", "von", "начало"),
    "to": ("to", "end", "ends", "end time", "until", "结束", "结束时间", "下课时间", "إلى", "fin", "bis", "конец"),
    "weeks": ("weeks", "week", "pattern", "week pattern", "周次", "上课周次", "教学周", "semaines", "semanas", "wochen",
              "недели", "الأسابيع"),
    "room": ("room", "location", "venue", "room code", "classroom", "教室", "上课地点", "地点", "القاعة", "salle",
             "aula", "raum", "аудитория"),
    "campus": ("campus", "site", "校区"),
    "zone": ("zone", "time zone", "timezone", "tz", "时区"),
    "mode": ("mode", "where", "delivery", "授课方式", "方式"),
    "link": ("link", "url", "meeting", "meeting link", "链接", "会议链接"),
    "title": ("title", "name", "topic", "subject", "summary", "课程名称", "名称", "主题"),
}  # fmt: skip
REQUIRED = ("class", "from", "to")
MODES = {
    **dict.fromkeys(("online", "remote", "在线", "线上", "en ligne", "en línea", "онлайн"), "online"),
    **dict.fromkeys(("onsite", "on site", "on-site", "campus", "in person", "线下", "面授", "sur site", "presencial"), "onsite"),
    **dict.fromkeys(("both", "blended", "hybrid", "混合", "线上线下", "hybride", "híbrido"), "both"),
}  # fmt: skip
_LANGUAGES = ("en", "zh", "ar", "fr", "es", "ru", "pt", "de")
_TIME = re.compile(r"(\d{1,2})(?:[:.h：时](\d{2})?)?(?::\d{2})?\s*(am|pm|a\.m\.|p\.m\.|上午|下午)?")
_BARE_TIME = re.compile(r"(\d{2})(\d{2})")
_GUARDED = re.compile(r"^'(?=[=+\-@])")


def decoded(data: bytes) -> str:
    """Read bytes as text, in whatever a spreadsheet wrote."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def read(data: bytes, chosen: Mapping[str, str] | None = None) -> Read:
    """Read a table. Nothing in it makes this fail: what cannot be read is a problem with its line.

    :param chosen: which column says what, where somebody corrected the guess
    """
    done = Read()
    if len(data) > MOST_BYTES:
        done.note(0, "too_large")
        return done
    rows = _rows(decoded(data), done)
    head = next(rows, None)
    if head is None:
        done.note(0, "empty")
        return done
    number, names = head
    done.heads = [name for name in names if name]
    done.columns = guess(names) | {
        field: name for field, name in (chosen or {}).items() if field in COLUMNS and (name in names or not name)
    }
    places = {field: names.index(name) for field, name in done.columns.items() if name}
    missing = [field for field in REQUIRED if field not in places]
    missing += [] if {"weekday", "date"} & set(places) else ["weekday"]
    for field in missing:
        done.note(number, "no_column", COLUMNS[field][0])
    if not missing:
        _read_lines(rows, places, done)
    return done


def guess(names: list[str]) -> dict[str, str]:
    """Guess which column says what by its name; each column says one thing."""
    found: dict[str, str] = {}
    folded = {_folded(name): name for name in reversed(names) if name}
    for field, known in COLUMNS.items():
        for each in known:
            name = folded.get(_folded(each))
            if name is not None and name not in found.values():
                found[field] = name
                break
    return found


def _rows(text: str, done: Read) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that say something, each with the line of the file it begins in."""
    text = text.replace("\x00", "")
    first = text.lstrip("\r\n")[:10_000].partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    began = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield began, [_GUARDED.sub("", cell.strip()[:LONGEST_CELL]) for cell in row]
            began = reader.line_num + 1
    except csv.Error:
        done.note(began, "broken")


def _read_lines(rows: Iterator[tuple[int, list[str]]], places: Mapping[str, int], done: Read) -> None:
    seen: dict[tuple[str, str], int] = {}
    for count, (number, cells) in enumerate(rows):
        if count >= MOST_LINES:
            done.note(number, "too_many", MOST_LINES)
            return
        said = {field: cells[place] if place < len(cells) else "" for field, place in places.items()}
        line = read_line(number, said, done)
        if line is None:
            continue
        name = (line.code.casefold(), line.key)
        if line.key and name in seen:
            done.note(number, "twice", seen[name])
            continue
        seen[name] = number
        done.lines.append(line)
    if not done.lines and not done.problems:
        done.note(0, "empty")


def read_line(number: int, said: Mapping[str, str], done: Read) -> Line | None:
    """Read the cells of one line; None where something is wrong with it, all of which is noted."""
    before = len(done.problems)
    line = Line(number=number, key=said.get("id", "")[:200], code=said.get("class", "")[:80])
    for field, name in (("room", "room"), ("campus", "campus"), ("title", "title")):
        setattr(line, field, said.get(name, "")[:120])
    if not line.code:
        done.note(number, "no_class")
    _read_day(line, said, done)
    _read_times(line, said, done)
    _read_where(line, said, done)
    return line if len(done.problems) == before else None


def _read_day(line: Line, said: Mapping[str, str], done: Read) -> None:
    day, on = said.get("weekday", ""), said.get("date", "")
    if on:
        line.on = day_of(on)
        if line.on is None:
            done.note(line.number, "not_a_date", on)
        return
    line.weekday = weekday_of(day)
    if line.weekday is None:
        done.note(line.number, "not_a_weekday", day)
    try:
        line.weeks = written(weeks_of(said.get("weeks", "")))
    except NotWeeks:
        done.note(line.number, "not_weeks", said.get("weeks", ""))


def _read_times(line: Line, said: Mapping[str, str], done: Read) -> None:
    starts, ends = time_of(said.get("from", "")), time_of(said.get("to", ""))
    for name, found in (("from", starts), ("to", ends)):
        if found is None:
            done.note(line.number, "not_a_time", said.get(name, ""))
    if starts is not None and ends is not None:
        line.starts, line.ends = starts, ends
        if ends <= starts:
            done.note(line.number, "ends_before", f"{said['from']}–{said['to']}")


def _read_where(line: Line, said: Mapping[str, str], done: Read) -> None:
    line.zone, line.link, mode = said.get("zone", ""), said.get("link", ""), said.get("mode", "")
    if line.zone and not is_zone(line.zone):
        done.note(line.number, "not_a_zone", line.zone)
    if line.link and not is_link(line.link):
        done.note(line.number, "not_a_link", line.link)
    line.mode = MODES.get(mode.casefold(), "")
    if mode and not line.mode:
        done.note(line.number, "not_a_mode", mode)


def time_of(text: str) -> time | None:
    """Read a time of day: 8:00, 08.00, 0800, 8h30, 8:00 PM."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    read = _BARE_TIME.fullmatch(plain)
    if read:
        hour, minute = int(read[1]), int(read[2])
    else:
        read = _TIME.fullmatch(plain)
        if read is None:
            return None
        hour, minute = int(read[1]), int(read[2] or 0)
        half = (read[3] or "").replace(".", "")
        if half and hour <= 12:
            hour = hour % 12 + (12 if half in ("pm", "下午") else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def day_of(text: str) -> date | None:
    """Read a date as the year first, which nobody takes for another one: 2026-02-29 is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    read = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", plain) or re.fullmatch(
        r"(\d{4})(\d{2})(\d{2})", plain
    )
    try:
        return date(*map(int, read.groups())) if read else None
    except ValueError:
        return None


def weekday_of(text: str) -> int | None:
    """Read a day of the week: a number from 1 for Monday, or its name in the languages of the site."""
    return _weekdays().get(_folded(text))


@cache
def _weekdays() -> dict[str, int]:
    found: dict[str, int] = {}
    doubtful = set()
    for language in _LANGUAGES:
        days = Locale(language).days
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated", "short"):
                for index, name in days[context].get(width, {}).items():
                    if found.setdefault(_folded(name), index + 1) != index + 1:
                        doubtful.add(_folded(name))
    for name in doubtful:
        del found[name]
    for index, sign in enumerate("一二三四五六日", start=1):
        found.update({f"{before}{sign}": index for before in ("", "周", "星期", "礼拜", "週")})
    found.update({"天": 7, "周天": 7, "星期天": 7})
    found.update({str(index): index for index in range(1, 8)})
    return found


def is_zone(name: str) -> bool:
    """Test whether there is such a time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such name, a name that is a path, a folder of names
        return False
    return True


def is_link(text: str) -> bool:
    """Test whether this is an address that one may follow."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(text) <= 500 and " " not in text


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("_", " ").strip(" .:")
    return " ".join(plain.split())
