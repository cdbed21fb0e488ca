"""For operators: what is announced and not yet heard, and what is asked for and not yet done."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from xingtan.kernel import relay, tasks
from xingtan.kernel.models import Delivery, Errand, Outbox
from xingtan.kernel.operators import Read


@admin.register(Outbox)
class OutboxAdmin(Read):
    """Events that not everybody has heard yet."""

    list_display = ("name", "at", "shared_out_at", "uid")
    list_filter = ("name",)
    ordering = ("id",)
    fields = ("uid", "name", "version", "at", "shared_out_at", "body")


@admin.register(Delivery)
class DeliveryAdmin(Read):
    """Who has still to hear what."""

    list_display = ("listener", "event", "attempts", "due_at", "parked_at", "trouble")
    list_filter = (("parked_at", admin.EmptyFieldListFilter), "listener", "trouble")
    list_select_related = ("outbox",)
    ordering = ("id",)
    actions = ("try_again",)

    @admin.display(description=_("event"), ordering="outbox__name")
    def event(self, delivery: Delivery) -> str:
        """Name what is to be heard."""
        return delivery.outbox.name

    @admin.action(description=_("Try again now"))
    def try_again(self, request: HttpRequest, chosen: "QuerySet[Delivery]") -> None:
        """Let the listener hear it again, as if it were the first time."""
        _say(request, relay.try_again(list(chosen.values_list("pk", flat=True))))


@admin.register(Errand)
class ErrandAdmin(Read):
    """What somebody asked for. With what words is not shown: mails with codes that open accounts are among them."""

    list_display = ("task", "asked_at", "due_at", "attempts", "started_at", "parked_at", "trouble")
    list_filter = (("parked_at", admin.EmptyFieldListFilter), "task", "trouble")
    ordering = ("id",)
    fields = ("uid", "task", "asked_at", "due_at", "attempts", "started_at", "worker", "parked_at", "trouble")
    actions = ("try_again",)

    @admin.action(description=_("Try again now"))
    def try_again(self, request: HttpRequest, chosen: "QuerySet[Errand]") -> None:
        """Let a worker try it again, as if it were the first time."""
        _say(request, tasks.try_again(list(chosen.values_list("pk", flat=True))))


def _say(request: HttpRequest, count: int) -> None:
    words = ngettext("%(count)s is tried again.", "%(count)s are tried again.", count) % {"count": count}
    messages.success(request, words)
