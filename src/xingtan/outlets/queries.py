"""Questions: what a course has to hand over, what stands in the way, what is older elsewhere."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel import files
from xingtan.outlets.models import Demands, Outlet, Tally
from xingtan.outlets.rules import Asked, Cargo, Film, Finding, Lack, preflight

# What the catalogue says of a course and a platform repeats.
SAID = ("title", "summary", "about", "outcomes", "teachers", "languages", "level", "licence", "cover_digest", "credits")
WORDS = {
    Lack.CONTENT: gettext_lazy("The course has no content yet."),
    Lack.LICENCE_UNSAID: gettext_lazy("No licence is said: nobody knows what they may do with the course."),
    Lack.LICENCE: gettext_lazy("The licence is %(there)s; this platform takes %(asked)s."),
    Lack.LANGUAGE: gettext_lazy("The course is in %(there)s; this platform takes %(asked)s."),
    Lack.PICTURE_NONE: gettext_lazy("There is no picture; this platform wants one of at least %(asked)s."),
    Lack.PICTURE_SMALL: gettext_lazy("The picture has %(there)s pixels; this platform wants at least %(asked)s."),
    Lack.WORKLOAD_UNSAID: gettext_lazy("The workload is not said; this platform wants to know it."),
    Lack.WORKLOAD_LESS: gettext_lazy("The workload is %(there)s hours; this platform takes %(asked)s and more."),
    Lack.WORKLOAD_MORE: gettext_lazy("The workload is %(there)s hours; this platform takes up to %(asked)s."),
}
FILMS_NAMED = 5


@dataclass(frozen=True, kw_only=True)
class Row:
    """One outlet as the register shows it."""

    outlet: Outlet
    is_behind: bool
    tally: Tally | None


def words_of(finding: Finding) -> str:
    """Say in a sentence what stands in the way."""
    if finding.lack is Lack.CAPTIONS:
        named = ", ".join(finding.films[:FILMS_NAMED])
        said = _("Without captions in a language of the course: %(films)s.") % {"films": named}
        rest = len(finding.films) - FILMS_NAMED
        return f"{said} {_('And %(rest)s more.') % {'rest': rest}}" if rest > 0 else said
    return str(WORDS[finding.lack]) % {"there": finding.there, "asked": finding.asked}


def in_the_way(course: catalog.Course, platforms: Sequence[catalog.Platform]) -> dict[int, list[Finding]]:
    """Find what stands in the way of handing the course to each platform, by its key: queries do not grow with them."""
    cargo = _cargo(course)
    asked = {row.pk: _asked(row) for row in Demands.objects.filter(pk__in=[each.pk for each in platforms])}
    return {each.pk: preflight(cargo, asked.get(each.pk, Asked())) for each in platforms}


def register_of(course: catalog.Course) -> list[Row]:
    """Give every outlet of the course, the newest first, with the last report of each: three queries."""
    outlets = list(
        Outlet.objects.filter(course=course)
        .select_related("platform", "version")
        .order_by("ended_at", "-handed_at", "pk")
    )
    last: dict[int, Tally] = {}
    for tally in Tally.objects.filter(outlet__in=outlets).order_by("as_of", "pk"):
        last[tally.outlet_id] = tally
    newest = authoring.newest_version(course)
    now = described(course)
    return [
        Row(
            outlet=each,
            is_behind=each.ended_at is None and _is_behind(each, newest.pk if newest else None, now),
            tally=last.get(each.pk),
        )
        for each in outlets
    ]


def fallen_behind(courses: Iterable[Any]) -> list[Outlet]:
    """Give the outlets of these courses (by uid) that show something older, and whose teachers were not told."""
    rows = list(
        Outlet.objects.live()
        .filter(course__uid__in=list(courses), told_at__isnull=True)
        .select_related("course__university", "platform", "version")
        .order_by("pk")
    )
    newest = authoring.newest_versions({each.course_id for each in rows}) if rows else {}
    return [
        each
        for each in rows
        if _is_behind(each, newest[each.course_id].pk if each.course_id in newest else None, described(each.course))
    ]


def platforms_to_choose(course: catalog.Course) -> list[catalog.Platform]:
    """Give the platforms that are partners now."""
    return list(catalog.Platform.objects.filter(left_on__isnull=True).order_by("slug"))


def described(course: catalog.Course) -> str:
    """Digest what the catalogue says of the course."""
    said = {name: getattr(course, name) for name in SAID} | {"hours": course.workload_hours}
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def _is_behind(outlet: Outlet, newest: int | None, now: str) -> bool:
    return outlet.described != now or (newest is not None and outlet.version_id != newest)


def _cargo(course: catalog.Course) -> Cargo:
    version = authoring.newest_version(course)
    films: list[Film] = []
    if version is not None:
        outline = authoring.outline_of(version)
        keys = [key for key, block in outline.blocks.items() if block.kind == "video"]
        films = [_film(block) for block in authoring.blocks_of(version, keys)]
    return Cargo(
        has_content=version is not None,
        licence=course.licence,
        languages=course.languages,
        films=films,
        picture=_size_of(course.cover_digest),
        hours=course.workload_hours,
    )


def _film(block: authoring.ReadBlock) -> Film:
    languages = {str(each.get("language", "")) for each in block.data.get("captions") or () if each.get("file")}
    return Film(title=str(block.title) or block.key, captions=frozenset(languages - {""}))


def _asked(row: Demands) -> Asked:
    size = (row.cover_width or 0, row.cover_height or 0)
    return Asked(
        wants_captions=row.wants_captions,
        licences=row.licences,
        languages=row.languages,
        picture=size if all(size) else None,
        least_hours=row.least_hours,
        most_hours=row.most_hours,
    )


def _size_of(digest: str) -> tuple[int, int] | None:
    if not digest:
        return None
    # Only this question needs the library, and every process would load it.
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - see above

    try:
        with files.open(digest) as kept, Image.open(kept) as picture:
            return picture.size
    except (FileNotFoundError, UnidentifiedImageError):
        return None
