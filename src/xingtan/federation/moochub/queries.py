"""Pages of courses for who follows the feed: by a key that never changes, so that none is lost or repeated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from xingtan.catalog import public as catalog
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

    courses: Sequence[Any]
    has_more_before: bool
    has_more_after: bool


def page_of(asked: Asked) -> Found:
    """Give a page of the courses that anyone may see."""
    shown = catalog.Course.objects.published()
    if not asked.all_platforms:
        shown = shown.filter(host__isnull=True)
    backwards = asked.place in ("before", "last")
    rows = shown.select_related("university", "subject", "host").prefetch_related("programmes__programme")
    rows = rows.order_by("-uid" if backwards else "uid")
    if asked.uid:
        rows = rows.filter(uid__lt=asked.uid) if backwards else rows.filter(uid__gt=asked.uid)
    courses = list(rows[: asked.size + 1])
    is_cut, courses = len(courses) > asked.size, courses[: asked.size]
    if backwards:
        return Found(courses[::-1], is_cut, asked.uid is not None and shown.filter(uid__gte=asked.uid).exists())
    return Found(courses, asked.uid is not None and shown.filter(uid__lte=asked.uid).exists(), is_cut)


def written(courses: Sequence[Any], *, origin: str, site: str) -> list[dict[str, Any]]:
    """Write courses as MOOChub has them: a fixed number of queries, whatever their number."""
    told = catalog.tell(courses, origin=origin)
    by_pk = {course.pk: course for course in courses}
    names = _names_of({slug for each in told for slug, _, _ in each.sources})
    found = []
    for each in told:
        course = by_pk[each.pk]
        if each.facts is None:
            continue
        publisher = (str(course.host), course.host.website) if course.host else (site, f"{origin}/")
        found.append(
            rules.write(
                each.facts,
                uid=str(each.uid),
                publisher=publisher,
                subjects={course.subject.code: course.subject.name} if course.subject else {},
                programs=_programs_of(course, origin),
                provenance=[(names.get(slug, slug), url, at) for slug, url, at in each.sources],
            )
        )
    return found


def _names_of(slugs: Iterable[str]) -> dict[str, str]:
    rows = catalog.Platform.objects.filter(slug__in=slugs) if slugs else ()
    return {platform.slug: str(platform) for platform in rows}


def _programs_of(course: Any, origin: str) -> list[rules.Program]:
    places = [each for each in course.programmes.all() if each.programme.is_published]
    return [rules.Program(f"{origin}{each.programme.get_absolute_url()}", str(each.programme.title)) for each in places]
