"""Pages: the desk, a platform, who speaks for it."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.catalog import public as catalog
from xingtan.harvest import access, queries
from xingtan.harvest.forms import NewPlatform, PlatformFacts, SpokenFor
from xingtan.harvest.models import Sheet
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.universities import public as universities

SHEETS_SHOWN = 20


@page(access.platforms_to_look_after, methods=("GET",))
def desk(request: Request) -> HttpResponse:
    """Show the platforms one looks after, and what is wrong with them."""
    manages = access.can_manage(request.user)
    platforms = queries.platforms_of(request.user, manages=manages)
    context = {"platforms": platforms, "can": {"manage": manages, "coordinate": universities.coordinates(request.user)}}
    return show(request, "harvest/desk.html", context)


@page(access.manage, limit="change")
def platform_new(request: Request) -> HttpResponse:
    """Register a platform."""
    form = NewPlatform(request.POST or None, initial={"joined_on": now().date()})
    if request.method == "POST" and form.is_valid():
        try:
            made = catalog.platforms.register_platform(by=request.user, **form.facts())
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return done(request, "harvest/facts.html", then=_address(made), say=_("The platform is registered."))
    context = {"form": form, "title": _("Register a platform"), "button": _("Register"), "crumbs": _crumbs()}
    return show(request, "harvest/facts.html", context, status=422 if form.errors else 200)


@page(access.platform_to_speak_for, methods=("GET",))
def platform(request: Request, found: catalog.Platform) -> HttpResponse:
    """Show how a platform is gathered, who speaks for it, and what is wrong."""
    return show(request, "harvest/platform.html", _context(request, found, SpokenFor()))


@page(access.platform_to_manage, limit="change")
def platform_facts(request: Request, found: catalog.Platform) -> HttpResponse:
    """Change what is known of a platform."""
    form = PlatformFacts(request.POST or None, initial=PlatformFacts.initial_of(found))
    if request.method == "POST" and form.is_valid():
        catalog.platforms.change_platform(platform=found, by=request.user, **form.facts(found))
        return done(request, "harvest/facts.html", then=_address(found), say=_("Saved."))
    context = {"form": form, "title": str(found.name), "button": _("Save"), "crumbs": _crumbs(found)}
    return show(request, "harvest/facts.html", context, status=422 if form.errors else 200)


@page(access.platform_to_manage, methods=("POST",), limit="change")
def contacts(request: Request, found: catalog.Platform) -> HttpResponse:
    """Name somebody who speaks for a platform."""
    form = SpokenFor(request.POST)
    if form.is_valid():
        try:
            catalog.platforms.name_contact(platform=found, by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error("email", str(broken))
        else:
            return done(request, "harvest/platform.html", then=_address(found), say=_("They are told from now on."))
    return show(request, "harvest/platform.html", _context(request, found, form), status=422)


@page(access.contact_to_drop, methods=("POST",), limit="change")
def contact(request: Request, found: catalog.PlatformContact) -> HttpResponse:
    """Let somebody no longer speak for a platform."""
    catalog.platforms.drop_contact(contact=found, by=request.user)
    return done(request, "harvest/platform.html", then=_address(found.platform), say=_("They are told no longer."))


def _context(request: Request, found: catalog.Platform, form: SpokenFor) -> dict[str, Any]:
    sheets = Sheet.objects.filter(platform=found).select_related("signed_by").defer("lines").order_by("-pk")
    return {
        "platform": found,
        "facts": queries.facts_of(found),
        "feeds": queries.feeds_of(found),
        "contacts": found.contacts.select_related("person").order_by("pk"),
        "sheets": sheets[:SHEETS_SHOWN],
        "dead": queries.dead_links(found),
        "form": form,
        "can": {"manage": access.can_manage(request.user)},
        "crumbs": _crumbs(),
    }


def _address(platform: catalog.Platform) -> str:
    return reverse("harvest:platform", args=(platform.slug,))


def _crumbs(platform: catalog.Platform | None = None) -> list[tuple[str, str]]:
    desk_ = [(_("Partner platforms"), reverse("harvest:desk"))]
    return [*desk_, (str(platform.name), _address(platform))] if platform else desk_
