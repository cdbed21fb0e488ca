"""What notices plug into people (export and erasure) and into every page (the bell)."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.notices.models import Notice, Preference
from xingtan.notices.queries import unread_count
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.ui import public as ui


@registry.exports("notices")
def export(person: Person) -> dict[str, Any]:
    """Give what this person was told, and how they chose to be told."""
    rows = Notice.objects.filter(person=person).order_by("pk")
    return {
        "notices": [{"kind": row.kind, "told_at": row.told_at.isoformat(), "data": row.data} for row in rows],
        "by_mail": dict(Preference.objects.filter(person=person).values_list("kind", "by_mail")),
    }


@registry.erases("notices")
def erase(person: Person) -> None:
    """Forget what this person was told."""
    Notice.objects.filter(person=person).delete()
    Preference.objects.filter(person=person).delete()


@ui.fill("page.tools", order=10)
def bell(request: HttpRequest, things: Sequence[None]) -> dict[None, str]:
    """Say on every page how many notices wait, if any do."""
    count = unread_count(request.user)
    if not count:
        return {}
    # What is read aloud holds what is seen, so that somebody who speaks to the page can name it.
    link = '<a href="{}">{} <span class="tag" data-kind="live">{}</span> <span class="visually-hidden">{}</span></a>'
    new = ngettext("new one", "new ones", count)
    return {None: format_html(link, reverse("notices:notices"), _("Notices"), min(count, 99), new)}
