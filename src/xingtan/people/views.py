"""Pages: what one says of oneself."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from xingtan.kernel.pages import Request, done, now, page, show, signed_in
from xingtan.people import access, actions, queries
from xingtan.people.forms import NewKey, Profile
from xingtan.people.models import ApiKey


@page(signed_in)
def profile(request: Request) -> HttpResponse:
    """Show and change one's name, language and time zone."""
    form = Profile(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        person = actions.describe(person=request.user, **form.cleaned_data)
        with override(person.locale):
            response = done(request, "people/profile.html", then=reverse("people:profile"), say=_("Saved."))
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, person.locale, max_age=31_536_000, samesite="Lax")
        return response
    return show(request, "people/profile.html", {"form": form}, status=422 if form.errors else 200)


@page(signed_in)
def keys(request: Request) -> HttpResponse:
    """Show one's keys, and make one; the key itself is shown this once."""
    form = NewKey(request.POST or None)
    made = ""
    if request.method == "POST" and form.is_valid():
        _key, made = actions.make_key(person=request.user, now=now(), **form.cleaned_data)
        form = NewKey()
    context = {"keys": queries.keys_of(request.user), "form": form, "made": made}
    response = show(request, "people/keys.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@page(access.key_to_drop, methods=("POST",))
def key(request: Request, found: ApiKey) -> HttpResponse:
    """End a key."""
    actions.drop_key(key=found)
    return done(request, "people/keys.html", then=reverse("people:keys"), say=_("The key no longer works."))


@page(access.sign_in_to_end, methods=("POST",))
def sign_in(request: Request, found: UserSession) -> HttpResponse:
    """End one of one's sign-ins."""
    actions.end_sign_in(sign_in=found)
    then = reverse("usersessions_list")
    return done(request, "usersessions/usersession_list.html", then=then, say=_("That sign-in has ended."))
