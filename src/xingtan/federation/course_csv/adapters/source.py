"""Gathering a table from its address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xingtan.catalog.registry import Facts
from xingtan.federation.course_csv import rules
from xingtan.federation.course_csv.adapters.wording import worded
from xingtan.harvest.registry import PAGE, Bad, Option, Page, Terms, Unchanged, Way, said
from xingtan.kernel.errors import OutsideFailed

ACCEPT = "text/csv, text/*;q=0.9, */*;q=0.5"
MOST_BYTES = 32 * 1024 * 1024
DELIMITER_LABELS = {";": _("Semicolon"), ",": _("Comma"), "\t": _("Tab"), "|": _("Bar")}
OPTIONS: tuple[Option, ...] = (
    Option(
        name="columns",
        label=_("What stands in which column"),
        help=_(
            "A line for each field, such as: title = Kurstitel. Empty: guessed from the headings. Try it at /tables/."
        ),
        kind="lines",
    ),
    Option(
        name="language",
        label=_("Language of the texts"),
        help=_("Where no column says it: a tag such as en or zh-hans."),
    ),
    Option(
        name="order",
        label=_("Dates such as 03/04/2026"),
        kind="choice",
        choices=(
            ("", _("Left out: they could be two days")),
            ("dmy", _("The day comes first")),
            ("mdy", _("The month comes first")),
        ),
    ),
    Option(
        name="delimiter",
        label=_("Between the cells"),
        kind="choice",
        choices=(("", _("Found out")), *((sign, DELIMITER_LABELS[sign]) for sign in rules.DELIMITERS)),
    ),
    Option(
        name="marks",
        label=_("Between the things of a list in one cell"),
        help=_("Semicolon, bar and a new line, if empty."),
    ),
)


class CourseCsv:
    """A table of courses as CSV, with a description of its columns."""

    name: ClassVar[str] = "course_csv"
    label: ClassVar[Promise] = _("Table (CSV)")
    options: ClassVar[tuple[Option, ...]] = OPTIONS

    def read(self, feed: Terms, way: Way, state: dict[str, Any], *, now: datetime) -> Iterator[Page]:
        """Read the table; after a kill from its beginning, as it is one piece."""
        reply = way.get(feed.url, accept=ACCEPT, most_bytes=MOST_BYTES, is_conditional="whole" in state)
        if isinstance(reply, Unchanged):
            yield Page(state=state, is_last=True)
            return
        _, _, charset = reply.headers.get("content-type", "").lower().partition("charset=")
        text = said.decoded(said.unpacked(reply.read(), most=MOST_BYTES), charset.split(";")[0].strip(' "'))
        if text.lstrip()[:200].lower().startswith(("<!doctype", "<html")):
            raise OutsideFailed("the answer is a page, and no table")
        try:
            yield from _pages(courses_of(text, feed.options, base=reply.url))
        except rules.MissingColumn as missing:
            raise OutsideFailed(f"the table has no column “{missing.args[0]}”") from None
        except rules.NotUnderstood as no:
            raise OutsideFailed(f"line {no.args[0]} of what is said of the columns: {no.args[1]}") from None


def courses_of(text: str, options: Any, *, base: str = "") -> Iterator[rules.Course]:
    """Read a table by the options of a feed.

    :raises NotUnderstood: if what is said of the columns cannot be read
    :raises MissingColumn: if the table has not what is said of it
    """
    columns = options.get("columns", "").strip()
    rows = rules.rows_of(text, options.get("delimiter", "")[:1])
    return rules.courses_in(
        rows,
        rules.describe(columns) if columns else None,
        language=options.get("language", ""),
        order=options.get("order", ""),
        marks=options.get("marks", "")[:10],
        base=base,
    )


def _pages(courses: Iterator[rules.Course]) -> Iterator[Page]:
    found: list[Facts] = []
    still: list[str] = []
    bad: list[Bad] = []
    seen: set[str] = set()
    is_whole = True
    for course in courses:
        bad += worded(course.bad)
        if course.facts is None:
            # It is in the table, if not in order: what we know of it stays. A line that nobody can read may be any.
            still += [course.remote_id] if course.remote_id else []
            is_whole = is_whole and bool(course.remote_id)
        elif course.remote_id in seen:
            what = "This course is in the table twice; the first is kept."
            bad += worded([Bad(f"line {course.line}", what, course.remote_id[:100])])
        else:
            seen.add(course.remote_id)
            found.append(course.facts)
        if len(found) >= PAGE or len(bad) >= PAGE:
            yield Page(found=found, still=still, bad=bad, state={"begun": True})
            found, still, bad = [], [], []
    yield Page(found=found, still=still, bad=bad, state={"whole": True}, is_last=True, covers_all=is_whole)
