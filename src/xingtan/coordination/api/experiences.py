"""The library of experiences, for programs."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from ninja import Query, Router, Status

from xingtan.coordination import access, actions, queries, schemas
from xingtan.coordination.models import Experience
from xingtan.coordination.queries import Looked
from xingtan.coordination.rules import EXPERIENCE_MOVES
from xingtan.kernel import throttle
from xingtan.kernel.pages import Request, now

router = Router()
EXPERIENCE = "/experiences/{experience}"
A_PAGE = 100


@router.get("/experiences", response=schemas.ExperiencesOut)
def experiences(
    request: Request, q: Query[str] = "", tag: Query[str] = "", language: Query[str] = "", page: Query[int] = 1
) -> dict[str, Any]:
    """List what worked elsewhere, a hundred at a time: all of it, or what has these words, this tag, this language."""
    looked = Looked(words=q.strip()[:200], tag=tag[:40], language=language[:16].lower())
    shown = Paginator(queries.find_experiences(looked), A_PAGE).get_page(page)
    return {
        "count": shown.paginator.count,
        "experiences": [_out(each) for each in shown],
        "next_page": shown.next_page_number() if shown.has_next() else None,
    }


@router.get(EXPERIENCE, response=schemas.ExperienceOut)
def experience(request: Request, experience: str) -> dict[str, Any]:
    """Tell what worked."""
    return _out(access.experience_to_see(request.user, experience=experience))


@router.post("/experiences", response={201: schemas.ExperienceOut})
def tell(request: Request, said: schemas.ExperienceIn) -> Status[dict[str, Any]]:
    """Tell what worked. A coordinator reads it before anyone else does."""
    access.library_to_tell(request.user)
    throttle.count("post", request)
    return Status(201, _out(actions.add_experience(by=request.user, now=now(), **_facts(said))))


@router.put(EXPERIENCE, response=schemas.ExperienceOut)
def describe_experience(request: Request, experience: str, said: schemas.ExperienceIn) -> dict[str, Any]:
    """Change what one told. A coordinator reads it again before anyone else does."""
    found = access.experience_to_change(request.user, experience=experience)
    throttle.count("post", request)
    return _out(actions.describe_experience(experience=found, by=request.user, now=now(), **_facts(said)))


def _facts(said: schemas.ExperienceIn) -> dict[str, Any]:
    known = [tag for tag, _name in settings.LANGUAGES]
    return {
        **said.dict(),
        "tags": list(dict.fromkeys(" ".join(each.lower().split()) for each in said.tags if each.strip())),
        "languages": [tag for tag in known if tag in {each.lower() for each, words in said.title.items() if words}],
    }


@router.post(f"{EXPERIENCE}/steps", response=schemas.ExperienceOut)
def move_experience(request: Request, experience: str, said: schemas.StepIn) -> dict[str, Any]:
    """Publish an experience, return it, submit it again, or withdraw it."""
    found = access.experience_to_see(request.user, experience=experience)
    if said.move not in EXPERIENCE_MOVES:
        raise actions.NoSuchMove(move=said.move)
    return _out(
        actions.move_experience(experience=found, move=said.move, reason=said.reason, by=request.user, now=now())
    )


def _out(each: Experience) -> dict[str, Any]:
    fields = (
        *("uid", "slug", "state", "title", "context", "case", "evidence", "evidence_url"),
        *("contact", "licence", "languages", "tags", "submitted_at"),
    )
    return {
        **{name: getattr(each, name) for name in fields},
        "url": each.get_absolute_url(),
        "university": each.university and each.university.name,
    }
