"""What students watch or read of a session that is recorded, or goes on by text."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from xingtan.kernel import files
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.teaching import access, actions, queries
from xingtan.teaching.forms import PackForm
from xingtan.teaching.models import Pack, Session
from xingtan.teaching.views.session import crumbs, opened_before


@page(access.session_to_lead, limit="change")
def pack(request: Request, found: Session) -> HttpResponse:
    """Say what students watch or read."""
    form = PackForm(request.POST or None, run=found.run, pack=queries.pack_of(found))
    address = f"{found.get_absolute_url()}lead/"
    if request.method == "POST" and form.is_valid():
        actions.give_pack(session=found, by=request.user, now=now(), **form.facts())
        said = _("Saved. Students see it when the session is recorded or goes on by text.")
        return done(request, "teaching/pack.html", then=address, say=said)
    context = {
        "session": found,
        "offered": found.run.course,
        "form": form,
        "crumbs": [*crumbs(opened_before(request, found, None)), (_("The teacher's screen"), address)],
    }
    return show(request, "teaching/pack.html", context, status=422 if form.errors else 200)


@page(access.pack_to_open, methods=("GET",))
def file(request: Request, found: Pack) -> HttpResponse:
    """Lead to the file: its own address ends soon."""
    resource = found.resource
    assert resource is not None  # the door found one with a file
    return HttpResponseRedirect(files.address(resource.digest, resource.name))
