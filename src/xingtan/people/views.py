"""Pages: what one says of oneself."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from xingtan.kernel.pages import Request, done, page, show, signed_in
from xingtan.people import actions
from xingtan.people.forms import Profile


@page(signed_in)
def profile(request: Request) -> HttpResponse:
    """Show and change one's name, language and time zone."""
    form = Profile(request.POST or None, instance=request.user)  # type: ignore[arg-type]  # the door admits persons only
    if request.method == "POST" and form.is_valid():
        person = actions.describe(person=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # as above
        with override(person.locale):
            response = done(request, "people/profile.html", then=reverse("people:profile"), say=_("Saved."))
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, person.locale, max_age=31_536_000, samesite="Lax")
        return response
    return show(request, "people/profile.html", {"form": form}, status=422 if form.errors else 200)
