"""For operators: where courses are listed elsewhere."""

from django.contrib import admin

from xingtan.kernel.operators import Read
from xingtan.outlets.models import Outlet


@admin.register(Outlet)
class OutletAdmin(Read):
    """Outlets, the newest first."""

    list_display = ("course", "platform", "handed_at", "told_at", "ended_at")
    list_select_related = ("course", "platform")
    ordering = ("-id",)
