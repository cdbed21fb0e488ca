"""Streams of platforms: where they stand, what was set aside and why, and the keys they are signed with."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.catalog import public as catalog
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.reporting import access, actions, queries
from xingtan.reporting.forms import Key
from xingtan.reporting.models import Batch, PlatformKey


@page(access.all_streams_to_see, methods=("GET",))
def all_streams(request: Request) -> HttpResponse:
    """Show every platform that hands something in."""
    context = {
        "rows": queries.platforms_with_streams(now=now()),
        "crumbs": [(_("Reporting"), reverse("reporting:desk"))],
    }
    return show(request, "reporting/all_streams.html", context)


@page(access.streams_to_see, methods=("GET",))
def streams(request: Request, found: catalog.Platform) -> HttpResponse:
    """Show where the four streams of a platform stand."""
    return _show(request, found, Key())


@page(access.streams_to_look_after, methods=("POST",), limit="change")
def keys(request: Request, found: catalog.Platform) -> HttpResponse:
    """Register a key of a platform."""
    form = Key(request.POST)
    if form.is_valid():
        try:
            actions.register_key(platform=found, by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error("public_key", str(broken))
        else:
            said = _("The key is registered. What it signs is taken from now on.")
            return done(request, "reporting/streams.html", then=_streams(found), say=said)
    return _show(request, found, form)


@page(access.key_to_end, methods=("POST",), limit="change")
def key_end(request: Request, found: PlatformKey) -> HttpResponse:
    """End a key."""
    actions.end_key(key=found, by=request.user, now=now())
    said = _("The key has ended. Nothing it signs is taken any more.")
    return done(request, "reporting/streams.html", then=_streams(found.platform), say=said)


@page(access.batch_to_see, methods=("GET",))
def batch(request: Request, found: Batch) -> HttpResponse:
    """Show what became of a batch, and every reason why it was set aside."""
    platform = found.stream.platform
    context = {
        "batch": found,
        "platform": platform,
        "reasons": [(each["line"], queries.reason(each)) for each in found.reasons],
        "crumbs": [(str(platform.name), _streams(platform))],
    }
    return show(request, "reporting/batch.html", context)


def _show(request: Request, found: catalog.Platform, form: Key) -> HttpResponse:
    looks_after = access.can_look_after(request.user)
    context = {
        "platform": found,
        "standings": queries.standings_of(found, now=now()),
        "batches": queries.last_batches(found),
        "keys": PlatformKey.objects.filter(platform=found).select_related("by").order_by("-pk"),
        "form": form,
        "can": {"look_after": looks_after},
        "address": request.build_absolute_uri(f"/api/v1/platforms/{found.slug}/streams/behaviour/batches"),
        "crumbs": [(str(found.name), found.get_absolute_url())],
    }
    return show(request, "reporting/streams.html", context, status=422 if form.errors else 200)


def _streams(platform: catalog.Platform) -> str:
    return reverse("reporting:streams", args=(platform.slug,))
