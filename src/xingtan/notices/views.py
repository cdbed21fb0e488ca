"""Pages: what one was told, and how one wants to be told."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.kernel.pages import Request, done, go, now, page, show, signed_in
from xingtan.notices import access, actions, queries
from xingtan.notices.models import Notice


@page(signed_in)
def notices(request: Request) -> HttpResponse:
    """Show what one was told; POST marks all of it as read."""
    if request.method == "POST":
        actions.read_all(person=request.user, now=now())
    context = {"notices": queries.latest_notices(request.user)}
    if request.method == "POST":
        return done(request, "notices/notices.html", context, part="list", then=reverse("notices:notices"))
    return show(request, "notices/notices.html", context, part="list")


@page(access.notice_to_read, methods=("GET",))
def notice(request: Request, found: Notice) -> HttpResponse:
    """Mark the notice as read, and go where it leads."""
    actions.read(notice=found, now=now())
    return go(request, queries.words_of(found).url)


@page(signed_in)
def choices(request: Request) -> HttpResponse:
    """Choose which notices also come by mail."""
    person = request.user
    if request.method == "POST":
        for each in queries.choices_of(person):
            wanted = each.kind in request.POST.getlist("by_mail")
            if wanted != each.by_mail:
                actions.choose(person=person, kind=each.kind, by_mail=wanted)
        return done(request, "notices/choices.html", then=reverse("notices:choices"), say=_("Saved."))
    return show(request, "notices/choices.html", {"choices": queries.choices_of(person)})
