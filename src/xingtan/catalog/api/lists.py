"""What the catalogue is ordered by, for programs: platforms, subjects, programmes."""

from typing import Any

from ninja import Router

from xingtan.catalog import queries, schemas
from xingtan.catalog.models import Subject
from xingtan.kernel.pages import Request

router = Router(tags=["catalog"])


@router.get("/platforms", response=list[schemas.PlatformOut])
def platforms(request: Request) -> list[dict[str, Any]]:
    """List the partner platforms, with how many courses of each can be found."""
    counted = queries.counts_by("platform")
    return [
        {
            **{name: getattr(each, name) for name in schemas.OF_PLATFORMS},
            "url": each.get_absolute_url(),
            "courses": counted.get(each.slug, 0),
        }
        for each in queries.every_platform()
    ]


@router.get("/subjects", response=list[schemas.SubjectOut])
def subjects(request: Request) -> list[dict[str, Any]]:
    """List the fields of education (ISCED-F 2013), with how many courses of each can be found."""
    counted = queries.counts_by("subject")
    rows = Subject.objects.order_by("code").values_list("code", "name")
    return [{"code": code, "name": name, "courses": counted.get(code, 0)} for code, name in rows]


@router.get("/programmes", response=list[schemas.ProgrammeOut])
def programmes(request: Request) -> list[dict[str, Any]]:
    """List the published programmes."""
    return [_programme_out(each) for each in queries.programmes()]


def _programme_out(each: Any) -> dict[str, Any]:
    return {
        "uid": each.uid,
        "url": each.get_absolute_url(),
        "university": each.university.slug,
        "title": each.title,
        "about": each.about,
        "courses": each.courses,
    }
