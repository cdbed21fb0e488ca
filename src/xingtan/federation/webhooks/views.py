"""Pages of webhooks: those of a university or of all, and one with what it was told."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.federation.webhooks import access, actions, queries
from xingtan.federation.webhooks.forms import NewWebhook
from xingtan.federation.webhooks.models import Delivery, Webhook
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, go, now, page, show
from xingtan.ui import public as ui
from xingtan.universities import public as universities


@page(access.webhooks_of_all, limit="change")
def of_all(request: Request) -> HttpResponse:
    """Show which addresses are told of changes in the whole catalogue, and register one."""
    return _list(request, None)


@page(universities.university_to_administer, limit="change")
def of_university(request: Request, university: universities.University) -> HttpResponse:
    """Show which addresses are told of changes in the university's courses, and register one."""
    return _list(request, university)


def _list(request: Request, university: universities.University | None) -> HttpResponse:
    form, status = NewWebhook(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made, secret = actions.register_webhook(
                    university=university, by=request.user, now=now(), **form.cleaned_data
                )
            except RuleBroken as no:
                form.add_error(None, str(no))
            else:
                return _one(request, made, secret=secret)
    context = {"university": university, "webhooks": queries.webhooks_of(university), "form": form}
    return show(request, "webhooks/list.html", context, status=status)


@page(access.webhook_to_keep, methods=("GET",))
def webhook(request: Request, found: Webhook) -> HttpResponse:
    """Show one webhook, and what it was told."""
    return _one(request, found)


def _one(request: Request, found: Webhook, *, secret: str = "") -> HttpResponse:
    back = (
        reverse("webhooks:university", args=(found.university.slug,)) if found.university else reverse("webhooks:all")
    )
    context = {
        "webhook": found,
        "back": back,
        "secret": secret,
        "deliveries": queries.latest_deliveries(found),
    }
    response = show(request, "webhooks/webhook.html", context)
    if secret:
        response["Cache-Control"] = "no-store"
    return response


@page(access.webhook_to_keep, limit="change", methods=("POST",))
def secret(request: Request, found: Webhook) -> HttpResponse:
    """Change the secret, and show the new one this once."""
    made = actions.change_secret(webhook=found, by=request.user, now=now())
    found.refresh_from_db()
    return _one(request, found, secret=made)


@page(access.webhook_to_keep, limit="change", methods=("POST",))
def ping(request: Request, found: Webhook) -> HttpResponse:
    """Send a test."""
    actions.ping(webhook=found, by=request.user, now=now())
    ui.notify(request, _("A test is on its way. Reload this page to see whether it arrived."), kind="done")
    return go(request, found.get_absolute_url())


@page(access.webhook_to_keep, limit="change", methods=("POST",))
def pause(request: Request, found: Webhook) -> HttpResponse:
    """End the pause."""
    actions.resume(webhook=found, by=request.user)
    return go(request, found.get_absolute_url())


@page(access.webhook_to_keep, limit="change", methods=("POST",))
def end(request: Request, found: Webhook) -> HttpResponse:
    """Tell the address nothing more."""
    then = (
        reverse("webhooks:university", args=(found.university.slug,)) if found.university else reverse("webhooks:all")
    )
    actions.end_webhook(webhook=found, by=request.user)
    return go(request, then)


@page(access.delivery_to_keep, limit="change", methods=("POST",))
def sending(request: Request, found: Delivery) -> HttpResponse:
    """Send a delivery again."""
    actions.send_again(delivery=found, by=request.user)
    ui.notify(request, _("It is sent again."), kind="done")
    return go(request, found.webhook.get_absolute_url())
