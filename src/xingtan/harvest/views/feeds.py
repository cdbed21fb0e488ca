"""Pages: a feed, its harvests, and what waits for a word."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.catalog import public as catalog
from xingtan.harvest import access, actions, registry, tasks
from xingtan.harvest.forms import FeedFacts, NewFeed
from xingtan.harvest.models import Feed, Harvest, Hold
from xingtan.jobs import public as jobs
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show

HARVESTS_A_PAGE = 30
LINES_A_PAGE = 100


@page(access.platform_to_manage, limit="change")
def feed_new(request: Request, found: catalog.Platform) -> HttpResponse:
    """Set a feed up: first its format, then where it is."""
    source = registry.named(request.GET.get("format", "")[:40])
    crumbs = _crumbs(found)
    if source is None:
        context = {"form": NewFeed(), "title": _("A new feed"), "button": _("Go on"), "crumbs": crumbs, "method": "get"}
        return show(request, "harvest/facts.html", context)
    form = FeedFacts(request.POST or None, source=source)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.set_up_feed(platform=found, source=source.name, by=request.user, now=now(), **form.facts())
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return done(request, "harvest/facts.html", then=made.get_absolute_url(), say=_("The feed is set up."))
    context = {"form": form, "title": source.label, "button": _("Set the feed up"), "crumbs": crumbs, "method": "post"}
    return show(request, "harvest/facts.html", context, status=422 if form.errors else 200)


@page(access.feed_to_see, methods=("GET",))
def feed(request: Request, found: Feed) -> HttpResponse:
    """Show how a feed is doing, and its harvests."""
    source = registry.named(found.format)
    context = {
        "feed": found,
        "label": source.label if source else found.format,
        "harvests": Paginator(found.harvests.order_by("-pk"), HARVESTS_A_PAGE).get_page(request.GET.get("page")),
        "hold": found.holds.filter(decided_at__isnull=True).first(),
        "can": {"manage": access.can_manage(request.user)},
        "crumbs": _crumbs(found.platform),
    }
    return show(request, "harvest/feed.html", context)


@page(access.feed_to_change, limit="change")
def feed_facts(request: Request, found: Feed) -> HttpResponse:
    """Change where a feed is, how often it is gathered, or what its format asks for."""
    form = FeedFacts(request.POST or None, source=registry.named(found.format), initial=FeedFacts.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_feed(feed=found, by=request.user, now=now(), **form.facts())
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return done(request, "harvest/facts.html", then=found.get_absolute_url(), say=_("Saved."))
    context = {
        "form": form,
        "title": str(found),
        "button": _("Save"),
        "crumbs": [*_crumbs(found.platform), (found.url, found.get_absolute_url())],
        "method": "post",
    }
    return show(request, "harvest/facts.html", context, status=422 if form.errors else 200)


@page(access.feed_to_see, methods=("POST",), limit="import")
def harvests(request: Request, found: Feed) -> HttpResponse:
    """Gather a feed now; from its beginning if that is asked for."""
    if request.POST.get("anew"):
        actions.read_anew(feed=found)
    job = tasks.start(feed=found, by=request.user)
    return done(request, "harvest/feed.html", then=job.get_absolute_url())


@page(access.harvest_to_see, methods=("GET",))
def harvest(request: Request, found: Harvest) -> HttpResponse:
    """Show what a harvest found, and what it could not read."""
    job = jobs.Job.objects.filter(uid=found.job).first() if found.job else None
    lines = Paginator(job.lines.order_by("pk"), LINES_A_PAGE).get_page(request.GET.get("page")) if job else None
    crumbs = [*_crumbs(found.feed.platform), (str(found.feed.url), found.feed.get_absolute_url())]
    return show(request, "harvest/harvest.html", {"harvest": found, "job": job, "lines": lines, "crumbs": crumbs})


@page(access.hold_to_decide, methods=("POST",), limit="change")
def hold(request: Request, found: Hold) -> HttpResponse:
    """Say whether what is missing is gone."""
    is_gone = request.POST.get("answer") == "gone"
    actions.decide(hold=found, is_gone=is_gone, by=request.user, now=now())
    say = _("They are no longer shown.") if is_gone else _("They are kept until a harvest finds them again.")
    return done(request, "harvest/feed.html", then=found.feed.get_absolute_url(), say=say)


def _crumbs(platform: catalog.Platform) -> list[tuple[str, str]]:
    return [
        (_("Partner platforms"), reverse("harvest:desk")),
        (str(platform.name), reverse("harvest:platform", args=(platform.slug,))),
    ]
