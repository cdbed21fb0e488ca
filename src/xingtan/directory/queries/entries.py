"""One entry, and its history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.directory.models import Category, Device, Link, Solution, Status, Step, Version
from xingtan.directory.queries.listing import categories
from xingtan.directory.rules import standing
from xingtan.directory.rules.facts import Facts
from xingtan.directory.rules.languages import name_of

DEVICES = dict(Device.choices)
LABELS = {
    "name": gettext_lazy("name"),
    "url": gettext_lazy("address on the web"),
    "operator": gettext_lazy("who runs it"),
    "country": gettext_lazy("country"),
    "categories": gettext_lazy("categories"),
    "summary": gettext_lazy("summary"),
    "languages": gettext_lazy("languages of its interface"),
    "price": gettext_lazy("price"),
    "licence": gettext_lazy("licence"),
    "devices": gettext_lazy("devices"),
    "offline": gettext_lazy("offline"),
    "min_kbps": gettext_lazy("least bandwidth"),
    "standards": gettext_lazy("standards"),
    "accessibility": gettext_lazy("accessibility"),
    "data_protection": gettext_lazy("data protection"),
    "evidence": gettext_lazy("evidence"),
}


@dataclass(frozen=True)
class Entry:
    """An entry as it reads at one moment, with every word and address ready."""

    uid: str
    slug: str
    url: str
    version: Version
    status: str
    status_label: str
    categories: list[tuple[str, str]]
    languages: list[tuple[str, str]]
    devices: list[str]
    listed_since: datetime | None
    is_due: bool
    is_stale: bool
    is_flagged: bool

    @property
    def is_listed(self) -> bool:
        """Whether it is on the list at that moment."""
        return self.status in standing.ON_THE_LIST


@dataclass(frozen=True)
class Moment:
    """A line of an entry's history: a step or new facts."""

    at: datetime
    recorded_at: datetime
    sentence: str
    who: str
    why: str
    changes: list[str]
    status: str = ""
    number: int = 0
    # Whether the entry was on the list when that day ended, so that there is a page of it to look at.
    was_listed: bool = False

    @property
    def was_taken_over(self) -> bool:
        """Whether it was written down on a later day than it happened on."""
        return self.recorded_at.date() > self.at.date()


def entries_of(keys: Sequence[int], *, moment: datetime, now: datetime) -> list[Entry]:
    """Give these versions as entries, in the order of their keys: four queries, however many."""
    versions = Version.objects.select_related("solution").in_bulk(list(keys))
    return made_of([versions[key] for key in keys], moment=moment, now=now)


def made_of(versions: Sequence[Version], *, moment: datetime, now: datetime) -> list[Entry]:
    """Make entries of versions whose solutions are loaded: three queries, however many."""
    solutions = [version.solution_id for version in versions]
    steps: dict[int, list[tuple[str, datetime]]] = {key: [] for key in solutions}
    for key, status, at in (
        Step.objects.filter(solution__in=solutions, at__lte=moment)
        .order_by("at", "pk")
        .values_list("solution", "status", "at")
    ):
        steps[key].append((status, at))
    flagged = set(
        Link.objects.filter(solution__in=solutions, flagged_at__isnull=False).values_list("solution", "url").distinct()
    )
    headings = {each.code: str(each.name) for each in categories()}
    is_present = moment >= now
    return [
        _entry(
            version,
            steps[version.solution_id],
            headings,
            now=moment,
            is_flagged=is_present and (version.solution_id, version.url) in flagged,
        )
        for version in versions
    ]


def _entry(
    version: Version, steps: list[tuple[str, datetime]], headings: dict[str, str], *, now: datetime, is_flagged: bool
) -> Entry:
    status = steps[-1][0] if steps else standing.SUBMITTED
    refreshed = standing.refreshed_at(steps, version.valid_from)
    solution = version.solution
    return Entry(
        uid=str(solution.uid),
        slug=solution.slug,
        url=solution.get_absolute_url(),
        version=version,
        status=status,
        status_label=str(Status(status).label),
        categories=[(code, headings.get(code, code)) for code in version.categories],
        languages=[(tag, name_of(tag)) for tag in version.languages],
        devices=[str(DEVICES.get(each, each)) for each in version.devices],
        listed_since=standing.listed_since(steps),
        is_due=status == standing.DUE,
        is_stale=standing.is_stale(refreshed, now),
        is_flagged=is_flagged,
    )


def entry_of(solution: Solution, *, moment: datetime, now: datetime) -> Entry | None:
    """Give the entry as it read at this moment; nothing if it was not there yet."""
    version = Version.objects.as_of(moment).filter(solution=solution).select_related("solution").first()
    return made_of([version], moment=moment, now=now)[0] if version else None


def history_of(solution: Solution, *, with_names: bool) -> list[Moment]:
    """Give all that ever happened to an entry, the newest first: three queries.

    :param with_names: whether the reader may know which coordinator it was
    """
    versions = list(Version.objects.filter(solution=solution).select_related("made_by").order_by("number"))
    headings = categories()
    moments = [_described(versions[0], None, headings, solution, with_names=with_names)]
    for before, after in pairwise(versions):
        moments.append(_described(after, before, headings, solution, with_names=with_names))
    steps = list(Step.objects.filter(solution=solution).select_related("by").order_by("at", "pk"))
    for step in steps:
        moments.append(_stepped(step, solution, with_names=with_names))
    moments = [replace(each, was_listed=_was_listed(steps, each.at)) for each in moments]
    # Facts stand before the steps, which they were before: what happened at one moment keeps that order.
    numbered = sorted(enumerate(moments), key=lambda each: (each[1].at, each[1].recorded_at, each[0]), reverse=True)
    return [moment for _number, moment in numbered]


def _was_listed(steps: list[Step], at: datetime) -> bool:
    """Test where the entry stood when the day ended on which something happened."""
    before = [step.status for step in steps if step.at <= standing.end_of(at.date())]
    return bool(before) and before[-1] in standing.ON_THE_LIST


def _described(
    version: Version, before: Version | None, headings: list[Category], solution: Solution, *, with_names: bool
) -> Moment:
    changes = changed(before.facts, version.facts) if before else []
    return Moment(
        at=version.valid_from,
        recorded_at=version.made_at,
        sentence=_("New facts: version %(number)s") % {"number": version.number} if before else _("First facts"),
        who=_who(version.made_by, solution, with_names=with_names),
        why=version.why,
        changes=changes,
        number=version.number,
    )


def _stepped(step: Step, solution: Solution, *, with_names: bool) -> Moment:
    return Moment(
        at=step.at,
        recorded_at=step.recorded_at,
        sentence=step.get_status_display(),
        who=_who(step.by, solution, with_names=with_names),
        why=step.why,
        changes=[],
        status=step.status,
    )


def _who(person: Any, solution: Solution, *, with_names: bool) -> str:
    if person is None:
        return ""
    if with_names:
        return str(person.get_full_name())
    return _("who proposed it") if person.pk == solution.submitted_by_id else _("a coordinator")


def changed(before: Facts, after: Facts) -> list[str]:
    """Name the fields that differ, as a reader calls them."""
    one, other = before.to_json(), after.to_json()
    return [str(LABELS[name]) for name in one if one[name] != other[name]]


def submitted_by(person: Any, *, now: datetime) -> list[Entry]:
    """Give what this person proposed, and where it stands."""
    versions = Version.objects.as_of(now).filter(solution__submitted_by=person).select_related("solution")
    return made_of(list(versions.order_by("-solution")[:100]), moment=now, now=now)


def links_of(solution: Solution) -> dict[str, Link]:
    """Give how the addresses of an entry answered last."""
    return {link.url: link for link in Link.objects.filter(solution=solution)}


def urls_of(version: Version) -> list[str]:
    """Give every address an entry names: its own, and its evidence."""
    return list(dict.fromkeys([version.url, *version.evidence]))


def as_json(entry: Entry, *, site: str) -> dict[str, Any]:
    """Give an entry for programs: all its facts, and where it stood."""
    return {
        "slug": entry.slug,
        "page": f"{site}{entry.url}",
        "status": entry.status,
        "listed_since": entry.listed_since,
        "version": entry.version.number,
        "valid_from": entry.version.valid_from,
        **entry.version.facts.to_json(),
        "is_due": entry.is_due,
        "is_stale": entry.is_stale,
        "is_flagged": entry.is_flagged,
    }


def as_rows(found: Iterable[Entry], *, site: str, note: str) -> Iterable[list[str]]:
    """Give entries as the lines of a table, the head first; it can be brought back as it is."""
    found = list(found)
    texts = ("summary", "accessibility", "data_protection")
    tags = {name: sorted({tag for each in found for tag in getattr(each.version, name)} or {"en"}) for name in texts}
    columns = [f"{name}_{tag}" for name in texts for tag in tags[name]]
    plain = ("name", "url", "operator", "country", "price", "licence", "offline")
    lists = {"categories": ", ", "languages": ", ", "devices": ", ", "standards": "; ", "evidence": " "}
    yield ["slug", *plain, "min_kbps", *lists, *columns, "page", "status", "version", "listed_since", "note"]
    for each in found:
        version = each.version
        yield [
            each.slug,
            *(str(getattr(version, name)) for name in plain),
            "" if version.min_kbps is None else str(version.min_kbps),
            *(joint.join(getattr(version, name)) for name, joint in lists.items()),
            *(getattr(version, name).get(tag, "") for name in texts for tag in tags[name]),
            f"{site}{each.url}",
            each.status,
            str(version.number),
            each.listed_since.date().isoformat() if each.listed_since else "",
            note,
        ]
