"""For programs: searches that are kept, waiting for a course, saying what is wrong, what one is shown."""

from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja import Router, Schema, Status
from pydantic import Field

from xingtan.catalog import public as catalog
from xingtan.kernel import throttle
from xingtan.kernel.errors import RuleBroken, SignInFirst
from xingtan.kernel.pages import Request, now
from xingtan.readers import access, actions, queries
from xingtan.readers.models import Correction, SavedSearch

router = Router(tags=["readers"])
COURSE = "/courses/{university}/{course}"
MOST = 200


class PlatformDoesNotShowIt(RuleBroken):
    """A report goes to a platform that shows the course."""

    message = _("“%(platform)s” does not show this course. Nothing was sent.")


class SearchIn(Schema):
    """A search to keep: the query of its address, as in ``subject=05&language=fr``."""

    name: str = Field(min_length=1, max_length=120)
    query: str = Field(default="", max_length=8000)
    pace: SavedSearch.Pace = SavedSearch.Pace.WEEKLY


class SearchChangeIn(Schema):
    """Another name, another pace."""

    name: str = Field(min_length=1, max_length=120)
    pace: SavedSearch.Pace


class SearchOut(Schema):
    """A search that is kept."""

    uid: UUID
    name: str
    query: str
    pace: str


class CorrectionIn(Schema):
    """What is wrong with an entry; ``platform`` where several show the course."""

    what: Correction.What
    body: str = Field(default="", max_length=2000)
    platform: str = ""


class CorrectionOut(Schema):
    """A report of something wrong."""

    uid: UUID
    course: str
    platform: str | None
    what: str
    body: str


@router.get("/me/searches", response=list[SearchOut])
def searches(request: Request) -> list[SavedSearch]:
    """List the searches one keeps."""
    return queries.searches_of(_person(request))


@router.post("/me/searches", response={201: SearchOut})
def save_search(request: Request, said: SearchIn) -> Status[SavedSearch]:
    """Keep a search."""
    return Status(201, actions.save_search(person=_person(request), now=now(), **said.dict()))


@router.put("/me/searches/{uuid:search}", response=SearchOut)
def change_search(request: Request, search: UUID, said: SearchChangeIn) -> SavedSearch:
    """Give a search another name or pace."""
    return actions.change_search(search=access.search_to_keep(request.user, search=search), now=now(), **said.dict())


@router.delete("/me/searches/{uuid:search}", response={204: None})
def forget_search(request: Request, search: UUID) -> Status[None]:
    """Forget a search."""
    actions.forget_search(search=access.search_to_keep(request.user, search=search))
    return Status(204, None)


@router.put("/me/similar", response={204: None})
def show_similar(request: Request) -> Status[None]:
    """Show similar courses on course pages, as at first."""
    actions.choose_similar(person=_person(request), hides=False)
    return Status(204, None)


@router.delete("/me/similar", response={204: None})
def hide_similar(request: Request) -> Status[None]:
    """Show no similar courses on course pages."""
    actions.choose_similar(person=_person(request), hides=True)
    return Status(204, None)


@router.put(f"{COURSE}/interest", response={204: None})
def note_interest(request: Request, university: str, course: str) -> Status[None]:
    """Ask to be told, once, when the course opens."""
    found = access.course_to_wait_for(request.user, university=university, course=course)
    moment = now()
    actions.note_interest(
        course=found, person=_person(request), knows_dates=queries.knows_dates(found, now=moment), now=moment
    )
    return Status(204, None)


@router.delete(f"{COURSE}/interest", response={204: None})
def forget_interest(request: Request, university: str, course: str) -> Status[None]:
    """Ask no more to be told."""
    found = access.course_to_wait_for(request.user, university=university, course=course)
    actions.forget_interest(course=found, person=_person(request))
    return Status(204, None)


@router.post(f"{COURSE}/corrections", response={201: CorrectionOut})
def report(request: Request, university: str, course: str, said: CorrectionIn) -> Status[dict[str, Any]]:
    """Say that something in the entry of a course is wrong."""
    throttle.count("ask", request)
    found = access.course_to_correct(request.user, university=university, course=course)
    shown = catalog.offers.platforms_showing(found)
    chosen = next((each for each in shown if each.slug == said.platform), None) if said.platform else None
    if said.platform and chosen is None:
        raise PlatformDoesNotShowIt(platform=said.platform)
    made = actions.report_correction(
        course=found,
        platform=chosen or next(iter(shown), None),
        what=said.what,
        body=said.body,
        person=request.user if request.user.is_authenticated else None,
        language=get_language() or "",
        now=now(),
    )
    return Status(201, _correction_out(made))


@router.get("/corrections", response=list[CorrectionOut])
def corrections(request: Request) -> list[dict[str, Any]]:
    """List the reports that wait and that one may settle."""
    access.corrections_to_see(request.user)
    return [_correction_out(each) for each in queries.corrections_to_settle(request.user)[:MOST]]


@router.put("/corrections/{uuid:correction}/settlement", response={204: None})
def settle(request: Request, correction: UUID) -> Status[None]:
    """Settle a report."""
    found = access.correction_to_settle(request.user, correction=correction)
    actions.settle_correction(correction=found, by=_person(request), now=now())
    return Status(204, None)


def _correction_out(each: Correction) -> dict[str, Any]:
    return {
        **{name: getattr(each, name) for name in ("uid", "what", "body")},
        "course": each.course.get_absolute_url(),
        "platform": each.platform.slug if each.platform else None,
    }


def _person(request: Request) -> Any:
    if not request.user.is_authenticated:
        raise SignInFirst
    return request.user
