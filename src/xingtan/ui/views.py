"""The pages of the design system: the living style page, and what a reader prefers."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt

from xingtan.kernel.pages import Request, anyone, page, show
from xingtan.ui import samples

YEAR = 60 * 60 * 24 * 365
THEMES = {"auto", "light", "dark"}


@page(anyone, methods=("GET",))
def style(request: Request) -> HttpResponse:
    """Show every component, in every state, with something in it."""
    return show(request, "ui/style.html", samples.everything(request))


# Exempt, because the form stands on pages that are cached for everyone and so hold no token. A foreign
# page is refused by its origin; all it could do is change the language.
@csrf_exempt
@page(anyone, methods=("POST",))
def preferences(request: Request) -> HttpResponse:
    """Keep the language or the theme that the reader chose, and go back to where they were."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return HttpResponseForbidden()
    response = HttpResponseRedirect(_back(request), status=303)
    language, theme = request.POST.get("language"), request.POST.get("theme")
    if language in dict(settings.LANGUAGES) and check_for_language(language or ""):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, language or "")
    if theme in THEMES:
        _keep(response, "theme", theme or "")
    return response


def _back(request: Request) -> str:
    back = request.POST.get("next", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/"


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True)
