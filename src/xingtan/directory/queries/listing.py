"""The list: what fits, as it stands now or as it stood on a day, and what each further choice would leave."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xingtan.directory.models import Category, Device, Offline, Price, Solution, Step, Version
from xingtan.directory.rules import standing
from xingtan.directory.rules.facts import folded
from xingtan.directory.rules.languages import name_of
from xingtan.kernel import cache
from xingtan.search import public as search
from xingtan.search.registry import Document

COLLECTION = "solutions"
MOST_FOUND = 5000
IDS_A_PAGE = 1000
SECONDS_KEPT = 60
Light = tuple[int, str, str]
FACETS = ("category", "language", "offline", "device", "price")
# Wider than any one kind of it, and the words people use.
OFFLINE_AT_ALL = {"yes": _("Works offline in some way"), "no": _("Needs a connection")}

NOTE = _(
    "Being listed is no endorsement. Entries are here because they are widely used or fill a gap, and are ordered by name or by "
    "how well they fit; nobody can pay for a place. Check yourself whether a solution suits your learners and their data."
)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for, and on which day's list."""

    words: str = ""
    category: str = ""
    language: str = ""
    offline: str = ""
    device: str = ""
    price: str = ""
    on: date | None = None

    @property
    def marks(self) -> dict[str, str]:
        """Give each choice made as the word an entry that fits is marked with."""
        return {name: f"{name}:{value}" for name in FACETS if (value := getattr(self, name))}

    def query(self, **other: Any) -> str:
        """Give this state as the query of an address."""
        values = replace(self, **other)
        said = {"q": values.words, **{name: getattr(values, name) for name in FACETS}}
        said["on"] = values.on.isoformat() if values.on else ""
        return urlencode({name: value for name, value in said.items() if value})

    def moment(self, now: datetime) -> datetime:
        """Give the moment whose list is meant: the end of a past day, or now."""
        return min(standing.end_of(self.on), now) if self.on else now


@dataclass(frozen=True)
class Choice:
    """A value of a facet, and how many entries it would leave."""

    key: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Found:
    """What fits: keys of versions in order, the facets, and other words where nothing has these."""

    keys: list[int]
    facets: dict[str, list[Choice]]
    did_you_mean: str = ""


def find(wanted: Wanted, *, now: datetime) -> Found:
    """Find what fits, by name, or by fit where words are looked for: two queries, and one of the index."""
    fit, other_words = _fit(wanted.words) if wanted.words and not wanted.on else (None, "")
    light = _light(wanted, wanted.moment(now))
    kept, counts = _narrowed(light, wanted.marks, fit)
    if fit is not None:
        kept.sort()
    return Found([key for _place, key in kept], _facets(counts, wanted), "" if kept else other_words)


def _fit(words: str) -> tuple[dict[str, int], str]:
    """Give the place of each entry that has these words, the best fit first; and what else may have been meant."""
    ids: list[str] = []
    page = search.find(COLLECTION, words, limit=IDS_A_PAGE)
    ids += page.ids
    while page.next and len(ids) < MOST_FOUND:
        page = search.find(COLLECTION, words, limit=IDS_A_PAGE, after=page.next)
        ids += page.ids
    return {uid: place for place, uid in enumerate(ids)}, page.did_you_mean


def _light(wanted: Wanted, moment: datetime) -> list[Light]:
    """Give of each entry that was listed then what it is narrowed by, in order of name."""
    rows = Version.objects.listed(moment)
    if wanted.words and wanted.on:
        # The index knows the present only.
        for word in folded(wanted.words).split()[:10]:
            rows = rows.filter(words__contains=word)
        return _read(rows)
    # Rows are added and never changed: as long as the newest are the same, so is the list of a day. Two that are stored at
    # the same time may come in the wrong order, so even then it is read again soon.
    versions = Version.objects.order_by("-pk").values("pk")[:1]
    newest = Step.objects.annotate(version=Subquery(versions)).order_by("-pk").values_list("pk", "version").first()
    return cache.part("directory.listed", wanted.on, newest, make=lambda: _read(rows), ttl=SECONDS_KEPT)


def _read(rows: Any) -> list[Light]:
    found = rows.order_by("sort_name", "pk").values_list("pk", "marks", "solution__uid")
    return [(key, marks, str(uid)) for key, marks, uid in found]


def _narrowed(
    light: Iterable[Light], chosen: dict[str, str], fit: dict[str, int] | None
) -> tuple[list[tuple[int, int]], dict[str, Counter[str]]]:
    """Keep what has every mark; count for each facet what its values would leave if all else stayed chosen."""
    kept: list[tuple[int, int]] = []
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for number, (key, said, uid) in enumerate(light):
        place = number if fit is None else fit.get(uid, -1)
        if place < 0:
            continue
        marks = said.split()
        missed = [name for name, mark in chosen.items() if mark not in marks]
        if not missed:
            kept.append((place, key))
        if len(missed) <= 1:
            for mark in marks:
                name, _colon, value = mark.partition(":")
                if not missed or name == missed[0]:
                    counts[name][value] += 1
    return kept, counts


def _facets(counts: dict[str, Counter[str]], wanted: Wanted) -> dict[str, list[Choice]]:
    names: dict[str, dict[str, Any]] = {
        "category": {each.code: str(each.name) for each in categories()},
        "offline": {**OFFLINE_AT_ALL, **{value: label for value, label in Offline.choices if value != Offline.NONE}},
        "device": dict(Device.choices),
        "price": dict(Price.choices),
    }
    tags = {*counts["language"], *([wanted.language] if wanted.language else [])}
    names["language"] = {tag: name_of(tag) for tag in sorted(tags, key=lambda tag: (folded(name_of(tag)), tag))}
    return {
        facet: [
            Choice(key, str(label), counts[facet][key], key == getattr(wanted, facet))
            for key, label in names[facet].items()
            if counts[facet][key] or key == getattr(wanted, facet)
        ]
        for facet in FACETS
    }


def categories() -> list[Category]:
    """Give the headings of the list, in their order."""
    return list(Category.objects.order_by("position", "pk"))


def documents_of(ids: Sequence[str]) -> list[Document]:
    """Give what can be found of these entries, as far as they are listed now."""
    rows = Version.objects.listed(timezone.now()).filter(solution__uid__in=ids).select_related("solution")
    names = {each.code: " ".join(each.name.values()) for each in categories()}
    return [_document(row, names) for row in rows]


def _document(row: Version, names: dict[str, str]) -> Document:
    headings = (names.get(code, "") for code in row.categories)
    words = [row.operator, *row.summary.values(), *headings, *row.standards]
    return Document(str(row.solution.uid), row.name, " ".join(words))


def every_id() -> Iterable[str]:
    """Give the uid of every entry."""
    return (str(uid) for uid in Solution.objects.order_by("pk").values_list("uid", flat=True).iterator())
