"""Pages of the library of experiences: finding, reading, telling."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.coordination import access, actions, queries
from xingtan.coordination.forms import ExperienceFacts, StepTaken
from xingtan.coordination.models import Experience
from xingtan.coordination.queries import Looked
from xingtan.coordination.rules import EXPERIENCE_MOVES, moves_from
from xingtan.kernel import prose
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, anyone, done, now, page, show
from xingtan.universities import public as universities

A_PAGE = 24


@page(anyone, methods=("GET",))
def experiences(request: Request) -> HttpResponse:
    """Find what worked elsewhere."""
    said = request.GET
    looked = Looked(
        words=said.get("q", "").strip()[:200], tag=said.get("tag", "")[:40], language=said.get("language", "")[:16]
    )
    context = {
        "looked": looked,
        "page": Paginator(queries.find_experiences(looked), A_PAGE).get_page(said.get("page")),
        "tags": queries.tags_in_use(),
        "languages": settings.LANGUAGES,
        "can": {"tell": access.can_tell(request.user)},
    }
    return show(request, "coordination/experiences.html", context, part="found")


@page(access.experience_to_see, methods=("GET",))
def experience(request: Request, found: Experience) -> HttpResponse:
    """Show what worked, and for those whose it is what may come next."""
    return _show(request, found)


@page(access.library_to_tell, limit="post")
def tell(request: Request) -> HttpResponse:
    """Tell what worked."""
    form = ExperienceFacts(request.POST or None, served=universities.universities_served_by(request.user))
    if request.method == "POST" and form.is_valid():
        made = actions.add_experience(by=request.user, now=now(), **form.facts())
        said = _("Thank you. A coordinator reads it, and then everyone can.")
        return done(request, "coordination/experience_words.html", then=made.get_absolute_url(), say=said)
    return show(request, "coordination/experience_words.html", {"form": form}, status=422 if form.errors else 200)


@page(access.experience_to_change, limit="post")
def experience_words(request: Request, found: Experience) -> HttpResponse:
    """Change what it says."""
    form = ExperienceFacts(
        request.POST or None,
        served=universities.universities_served_by(request.user),
        thing=found,
        language=request.GET.get("language", ""),
    )
    if request.method == "POST" and form.is_valid():
        actions.describe_experience(experience=found, by=request.user, now=now(), **form.facts())
        said = _("Kept. A coordinator reads it again before others do.")
        return done(request, "coordination/experience_words.html", then=found.get_absolute_url(), say=said)
    context = {"form": form, "experience": found}
    return show(request, "coordination/experience_words.html", context, status=422 if form.errors else 200)


@page(access.experience_to_see, methods=("POST",))
def experience_steps(request: Request, found: Experience) -> HttpResponse:
    """Publish it, return it, submit it again, or withdraw it."""
    form = StepTaken(request.POST)
    if not form.is_valid() or form.cleaned_data["move"] not in EXPERIENCE_MOVES:
        return _show(request, found, broken=_("There is no such step. Nothing was changed."))
    try:
        actions.move_experience(experience=found, by=request.user, now=now(), **form.cleaned_data)
    except RuleBroken as broken:
        return _show(request, found, broken=str(broken))
    said = {
        "publish": _("Published: anyone can read it."),
        "send_back": _("Returned, with your reason."),
        "submit": _("Submitted again."),
        "withdraw": _("Withdrawn: nobody else can read it."),
    }[form.cleaned_data["move"]]
    return done(request, "coordination/experience.html", then=found.get_absolute_url(), say=said)


def _show(request: Request, found: Experience, *, broken: str = "") -> HttpResponse:
    person: Any = request.user
    is_own = person.is_authenticated and found.author_id == person.pk
    moves = moves_from(EXPERIENCE_MOVES, found.state)
    context = {
        "experience": found,
        "broken": broken,
        "parts": {name: prose.markdown(str(getattr(found, name))) for name in ("context", "case", "evidence")},
        "moves": [
            {"name": name, "needs_reason": move.needs_reason}
            for name, move in moves.items()
            if person.is_authenticated and access.may_take_of_experience(person, move, found)
        ],
        "languages": [label for tag, label in settings.LANGUAGES if tag in found.languages],
        "steps": found.steps.select_related("by").order_by("pk") if is_own or access.is_at_desk(person) else (),
        "is_own": is_own,
    }
    return show(request, "coordination/experience.html", context, status=422 if broken else 200)
