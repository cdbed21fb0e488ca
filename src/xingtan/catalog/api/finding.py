"""Finding courses, for programs: suggestions, counts, similar courses, programmes."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from xingtan.catalog import access, actions, queries, schemas
from xingtan.kernel.errors import RuleBroken, SignInFirst
from xingtan.kernel.pages import Request
from xingtan.universities import public as universities

router = Router(tags=["catalog"])
COURSE = "/courses/{university}/{course}"


class NoSuchCourses(RuleBroken):
    """A programme holds courses that anyone may see."""

    message = _("There is no published course at: %(lines)s. Nothing was changed.")


class ProgrammeIn(Schema):
    """What a programme says, and the addresses of its courses in their order."""

    title: dict[str, str]
    about: dict[str, str] = {}
    courses: list[str] = Field(default=[], max_length=100)
    is_published: bool = False


@router.get("/suggestions", response=list[str])
def suggestions(request: Request, q: Query[str] = "") -> list[str]:
    """Offer titles that begin with what was typed."""
    return queries.suggestions(q.strip()[:100]) if q.strip() else []


@router.get("/counts", response=dict[str, int])
def counts(request: Request) -> dict[str, int]:
    """Count what anyone can find, as it was less than a minute ago."""
    return queries.counts()


@router.get(f"{COURSE}/similar", response=list[dict[str, str]])
def similar(request: Request, university: str, course: str) -> list[dict[str, str]]:
    """List at most six courses like this one, each with why."""
    found = access.course_to_see(request.user, university=university, course=course)
    return [{"url": each.card.url, "title": each.card.title, "why": each.why} for each in queries.similar_to(found)]


@router.post("/universities/{university}/programmes/{programme}", response={201: schemas.ProgrammeOut})
def add_programme(request: Request, university: str, programme: str, said: ProgrammeIn) -> Status[dict[str, Any]]:
    """Add a programme of the university."""
    place = universities.university_to_administer(request.user, university=university)
    made = actions.add_programme(university=place, slug=programme, by=_person(request), **_facts(said))
    return Status(201, _programme_out(made, said))


@router.put("/universities/{university}/programmes/{programme}", response=schemas.ProgrammeOut)
def describe_programme(request: Request, university: str, programme: str, said: ProgrammeIn) -> dict[str, Any]:
    """Change what a programme says and holds."""
    found = access.programme_to_describe(request.user, university=university, programme=programme)
    made = actions.describe_programme(programme=found, by=_person(request), **_facts(said))
    return _programme_out(made, said)


def _facts(said: ProgrammeIn) -> dict[str, Any]:
    found, unknown = queries.courses_at(said.courses)
    if unknown:
        raise NoSuchCourses(lines=", ".join(unknown[:5]))
    return {**said.dict(), "courses": found}


def _programme_out(each: Any, said: ProgrammeIn) -> dict[str, Any]:
    return {
        **{name: getattr(each, name) for name in ("uid", "title", "about")},
        "url": each.get_absolute_url(),
        "university": each.university.slug,
        "courses": len(set(said.courses)),
    }


def _person(request: Request) -> Any:
    if not request.user.is_authenticated:
        raise SignInFirst
    return request.user
