"""Pages for those who tell us something: a solution to list, new facts, what is wrong."""

from typing import Any, cast

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xingtan.directory import access, actions, queries
from xingtan.directory.forms import Amendment, Proposal, WrongInformation
from xingtan.directory.models import Solution, Version
from xingtan.kernel.errors import NotThere, RuleBroken
from xingtan.kernel.pages import Request, anyone, done, now, page, show, signed_in
from xingtan.people import public as people


@page(anyone, limit="ask")
def proposal(request: Request) -> HttpResponse:
    """Propose a solution; with an account one can follow where it stands."""
    person: Any = request.user
    form = Proposal(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid() and form.facts:
        by = person if person.is_authenticated else None
        try:
            made = actions.submit(
                facts=form.facts,
                by=by,
                email=form.cleaned_data.get("email", ""),
                locale=get_language() or "",
                now=now(),
            )
        except RuleBroken as broken:
            form.add_error("url", str(broken))
        else:
            then = made.get_absolute_url() if by else reverse("directory:solutions")
            say = _("Thank you. It will be checked and reviewed before it is listed.")
            return done(request, "directory/proposal.html", then=then, say=say)
    context = {"form": form, "crumbs": _crumbs()}
    return show(request, "directory/proposal.html", context, status=422 if form.errors else 200)


@page(signed_in, methods=("GET",))
def mine(request: Request) -> HttpResponse:
    """Show what one proposed, and where it stands."""
    entries = queries.submitted_by(request.user, now=now())
    return show(request, "directory/mine.html", {"entries": entries, "crumbs": _crumbs()})


@page(access.solution_to_amend)
def facts(request: Request, found: Solution) -> HttpResponse:
    """Give an entry new facts; the old ones stay in its history."""
    version = Version.objects.as_of(now()).filter(solution=found).first()
    if version is None:
        raise NotThere
    form = Amendment(request.POST or None, version=version, language=request.GET.get("language", ""))
    if request.method == "POST" and form.is_valid() and form.facts:
        by = cast(people.Person, request.user)
        try:
            actions.describe(solution=found, facts=form.facts, by=by, why=form.cleaned_data["why"], now=now())
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            then = found.get_absolute_url()
            return done(request, "directory/facts.html", then=then, say=_("Saved. The facts from before are kept."))
    context = {"form": form, "name": version.name, "crumbs": [*_crumbs(), (version.name, found.get_absolute_url())]}
    return show(request, "directory/facts.html", context, status=422 if form.errors else 200)


@page(access.solution_to_see, limit="ask")
def report(request: Request, found: Solution) -> HttpResponse:
    """Say that an entry is wrong."""
    person: Any = request.user
    form = WrongInformation(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = person if person.is_authenticated else None
        actions.report(solution=found, body=form.cleaned_data["body"], person=by, now=now())
        then = found.get_absolute_url()
        return done(request, "directory/report.html", then=then, say=_("Thank you. A coordinator will look at it."))
    version = Version.objects.as_of(now()).filter(solution=found).first()
    name = version.name if version else found.slug
    context = {"form": form, "name": name, "crumbs": [*_crumbs(), (name, found.get_absolute_url())]}
    return show(request, "directory/report.html", context, status=422 if form.errors else 200)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Solutions"), reverse("directory:solutions"))]
