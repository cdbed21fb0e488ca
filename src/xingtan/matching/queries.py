"""Questions: what is known of a university's entries, what is open, what was decided."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from xingtan.catalog import public as catalog
from xingtan.kernel.text import as_text
from xingtan.matching.models import Decision, Proposal, Rule
from xingtan.matching.rules import Entry
from xingtan.search import public as search

# Stands for this site where platforms are told apart.
OURS = 0
COMPARED_LETTERS = 200


@dataclass(frozen=True)
class Side:
    """One of the two entries of a proposal, as it is shown."""

    title: str
    language: str
    url: str
    platforms: str
    teachers: str
    summary: str


@dataclass(frozen=True)
class Shown:
    """A proposal as a page shows it."""

    uid: str
    percent: int
    reasons: list[str]
    sides: tuple[Side, Side]


def entries_of(university: int) -> list[Entry]:
    """Give what is known of the courses of a university that can be found: two queries."""
    rows = list(
        catalog.Course.objects.published()
        .filter(university_id=university)
        .order_by("pk")
        .values_list("pk", "title", "summary", "languages", "teachers", "host_id")
    )
    hosts = _platforms(pk for pk, *_rest in rows)
    return [
        Entry(
            key=pk,
            platforms=frozenset({*hosts.get(pk, ()), host or OURS}),
            titles=tuple(each for each in title.values() if each) or ("",),
            words=frozenset(search.normalise(" ".join(title.values()))),
            languages=frozenset(each.split("-")[0] for each in languages),
            teachers=frozenset(filter(None, map(_name, teachers))),
            summary=next(iter(summary.values()), "").casefold()[:COMPARED_LETTERS],
        )
        for pk, title, summary, languages, teachers, host in rows
    ]


def _platforms(courses: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for course, platform in (
        catalog.Listing.objects.live().filter(course__in=list(courses)).values_list("course_id", "platform_id")
    ):
        found[course].add(platform)
    return found


def _name(teacher: Any) -> str:
    named = as_text(teacher.get("name", "") if isinstance(teacher, dict) else teacher)
    return " ".join(search.normalise(next(iter(named.values()), "")))


def open_proposals(*, least: Decimal | None = None) -> Any:
    """Give what waits for a decision, the likest first."""
    found = Proposal.objects.open().order_by("-likeness", "pk")
    return found if least is None else found.filter(likeness__gte=least)


def shown(proposals: Sequence[Proposal]) -> list[Shown]:
    """Make proposals ready for a page: three queries for however many."""
    keys = {key for each in proposals for key in (each.one_id, each.other_id)}
    courses = catalog.Course.objects.filter(pk__in=keys).select_related("university").in_bulk()
    names = {each.pk: str(each) for each in catalog.Platform.objects.all()}
    hosts = _platforms(keys)
    sides = {key: _side(course, sorted(names[host] for host in hosts.get(key, ()))) for key, course in courses.items()}
    return [
        Shown(
            str(each.uid),
            round(each.likeness * 100),
            [worded(code, value) for code, value in each.reasons],
            (sides[each.one_id], sides[each.other_id]),
        )
        for each in proposals
    ]


def _side(course: catalog.Course, platforms: Sequence[str]) -> Side:
    teachers = (as_text(each.get("name", "") if isinstance(each, dict) else each) for each in course.teachers)
    return Side(
        title=str(course.title),
        language=course.title.language,
        url=course.get_absolute_url(),
        platforms=", ".join(platforms) or _("this site"),
        teachers=", ".join(map(str, teachers)),
        summary=str(course.summary)[:300],
    )


def worded(code: str, value: Any) -> str:
    """Say a reason in words."""
    match code:
        case "title":
            return _("The titles are alike to %(percent)s %%.") % {"percent": value}
        case "teachers":
            if not value:
                return _("They name different teachers.")
            return _("Both name %(names)s.") % {"names": ", ".join(value)}
        case "summary":
            return _("The summaries are alike to %(percent)s %%.") % {"percent": value}
        case _:
            return _("There is only the title to compare.")


@dataclass(frozen=True)
class Decided:
    """A decision as the history shows it."""

    uid: str
    is_same: bool
    titles: tuple[str, str]
    by: str
    at: datetime
    why: str
    is_by_rule: bool
    undone_at: datetime | None


def history() -> Any:
    """Give all decisions, the newest first."""
    return Decision.objects.select_related("by", "undoing", "proposal__one", "proposal__other").order_by("-pk")


def as_decided(decisions: Iterable[Decision]) -> list[Decided]:
    """Make decisions ready for a page."""
    return [
        Decided(
            str(each.uid),
            each.is_same,
            (str(each.proposal.one.title), str(each.proposal.other.title)),
            each.by.get_full_name() if each.by else "",
            each.at,
            each.why,
            each.rule_id is not None,
            each.undoing.at if hasattr(each, "undoing") else None,
        )
        for each in decisions
    ]


def standing_of(rules: Iterable[Rule]) -> dict[int, int]:
    """Count the decisions of these rules that stand: one query."""
    rows = Decision.objects.filter(rule__in=list(rules), undoing__isnull=True).values_list("rule_id")
    return {key: count for key, count in rows.annotate(count=Count("pk")).order_by("rule_id") if key}
