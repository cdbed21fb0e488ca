"""Pages of courses for who follows the feed: by a key that never changes, so that none is lost or repeated."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.urls import reverse

from xingtan.catalog import public as catalog
from xingtan.catalog.registry import Told
from xingtan.federation.moochub import rules

PAGE, MOST = 100, 500


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for.

    :param all_platforms: partners' courses, too
    :param place: from the beginning, after or before a course, or the end
    """

    all_platforms: bool = False
    size: int = PAGE
    place: Literal["first", "after", "before", "last"] = "first"
    uid: UUID | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of courses, and whether there are others on either side."""

    courses: Sequence[Told]
    has_more_before: bool
    has_more_after: bool


def page_of(asked: Asked, *, origin: str) -> Found:
    """Give a page of the courses that anyone may see.

    :param origin: of this site
    """
    shown = catalog.Course.objects.published()
    if not asked.all_platforms:
        shown = shown.filter(host__isnull=True)
    backwards = asked.place in ("before", "last")
    rows = shown.order_by("-uid" if backwards else "uid")
    if asked.uid:
        rows = rows.filter(uid__lt=asked.uid) if backwards else rows.filter(uid__gt=asked.uid)
    keys = list(rows.values_list("pk", flat=True)[: asked.size + 1])
    is_cut = len(keys) > asked.size
    of_page = catalog.Course.objects.filter(pk__in=keys[: asked.size]).order_by("uid")
    courses = [each for each in catalog.tell(of_page, origin=origin) if each.facts] if keys else []
    if backwards:
        return Found(courses, is_cut, asked.uid is not None and shown.filter(uid__gte=asked.uid).exists())
    return Found(courses, asked.uid is not None and shown.filter(uid__lte=asked.uid).exists(), is_cut)


def written(courses: Sequence[Told], *, origin: str, site: str) -> list[dict[str, Any]]:
    """Write courses as MOOChub has them: a fixed number of queries, whatever their number.

    :param site: the name of this platform
    """
    platforms = _platforms_of(courses)
    subjects = _subjects_of(courses)
    programs = _programs_of(courses, origin)
    return [
        rules.write(
            each.facts,
            uid=str(each.uid),
            publisher=platforms.get(each.platform, (site, f"{origin}/")),
            subjects=subjects,
            programs=programs.get(each.pk, ()),
            provenance=[(platforms.get(slug, (slug, ""))[0], url, at) for slug, url, at in each.sources],
        )
        for each in courses
        if each.facts
    ]


def _platforms_of(courses: Sequence[Told]) -> dict[str, tuple[str, str]]:
    slugs = {slug for each in courses for slug in (each.platform, *(source[0] for source in each.sources)) if slug}
    rows = catalog.Platform.objects.filter(slug__in=slugs) if slugs else ()
    return {platform.slug: (str(platform), platform.website) for platform in rows}


def _subjects_of(courses: Sequence[Told]) -> dict[str, Any]:
    codes = {each.subject for each in courses if each.subject}
    return {each.code: each.name for each in catalog.Subject.objects.filter(code__in=codes)} if codes else {}


def _programs_of(courses: Sequence[Told], origin: str) -> dict[int, list[rules.Program]]:
    part_of = {"pk__in": [each.pk for each in courses], "programmes__programme__is_published": True}
    rows = catalog.Course.objects.filter(**part_of).order_by("pk", "programmes__programme_id")
    found: dict[int, list[rules.Program]] = defaultdict(list)
    names = ("pk", "programmes__programme__slug", "programmes__programme__title")
    for course, slug, title in rows.values_list(*names) if courses else ():
        found[course].append(rules.Program(f"{origin}{reverse('catalog:programme', args=(slug,))}", str(title)))
    return found
