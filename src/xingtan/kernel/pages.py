"""Pages: a view with a door, shown whole or in part.

``@page(door)`` is the only way to make a view. The door takes the person and the address and
returns what the view needs, or says that it is not there.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.functional import LazyObject

from xingtan.kernel import throttle
from xingtan.kernel.errors import NotAllowed, NotThere, OutsideFailed, SignInFirst, TooMany

if TYPE_CHECKING:

    class Request(HttpRequest):
        """A request of somebody whom the door has let in: a view behind a door for members takes the person as one."""

        user: Any
else:
    Request = HttpRequest

FURTHEST = 2**31 - 1
Door = Callable[..., Any]
"""Takes the person and the parts of the address; finds what they name, or raises NotThere, NotAllowed, SignInFirst."""


def anyone(person: Any, **url: Any) -> Any:
    """Open to all: give the view the address as it is."""
    return tuple(url.values()) or None


def signed_in(person: Any, **url: Any) -> Any:
    """Open to everyone who has signed in: give the view the address as it is."""
    if not person.is_authenticated:
        raise SignInFirst
    return tuple(url.values()) or None


def page(
    door: Door, *, limit: str | None = None, methods: tuple[str, ...] = ("GET", "HEAD", "POST")
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Make the function a page behind this door.

    :param limit: name of a rate in ``kernel.throttle`` that each POST counts against
    :param methods: which HTTP methods it answers
    """
    allowed = (*methods, "HEAD") if "GET" in methods and "HEAD" not in methods else methods

    def made(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def opened(request: Request, **url: Any) -> HttpResponse:
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            try:
                if limit and request.method != "GET":
                    throttle.count(limit, request)
                found = door(_in_person(request), **url)
                return view(request, *_spread(found))
            except SignInFirst:
                return _to_sign_in(request)
            except (NotThere, NotAllowed, TooMany, OutsideFailed) as no:
                return refuse(request, no)

        opened.door = door  # type: ignore[attr-defined]  # read by the inspector of doors
        opened.limit = limit  # type: ignore[attr-defined]  # read by the permission matrix
        return opened

    return made


def show(
    request: Request,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    part: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the page, or only its part if htmx asked for one."""
    name = f"{template}#{part}" if part and wants_part(request) else template
    response = render(request, name, context or {}, status=status)
    if part:
        patch_vary_headers(response, ["HX-Request"])
    return response


def done(
    request: Request,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    part: str | None = None,
    then: str,
    say: str | None = None,
) -> HttpResponse:
    """Answer a form that went well: the part for htmx, else off to the page that shows it.

    :param then: where the browser goes after the post
    :param say: a sentence shown once: on the next page, or beside the part
    """
    if say:
        messages.success(request, say)
    if part and wants_part(request):
        return show(request, template, context, part=part)
    return go(request, then)


def go(request: Request, then: str) -> HttpResponse:
    """Send the browser on, in htmx's way or the web's own."""
    if wants_part(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = then
        return response
    response = HttpResponseRedirect(then)
    response.status_code = 303
    return response


def wants_part(request: Request) -> bool:
    """Test whether htmx asks for one part of this page: it then names the element it will fill."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true" and "HX-Target" in headers and "HX-History-Restore-Request" not in headers
    )


def refuse(request: Request, no: Exception) -> HttpResponse:
    """Say no in the words that belong to it. Absent and hidden look the same."""
    match no:
        case TooMany():
            response = render(request, "429.html", {"retry_after": no.retry_after}, status=429)
            response["Retry-After"] = str(no.retry_after)
            return response
        case NotAllowed():
            return render(request, "403.html", status=403)
        case OutsideFailed():
            return render(request, "503.html", status=503)
        case _:
            return render(request, "404.html", status=404)


def not_found(request: Request, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that no room knows, as if a door had said no."""
    return refuse(request, NotThere())


def too_often(request: Request, exception: Exception | None = None) -> HttpResponse:
    """Answer what sign-in counts for itself, in the words of our own limits."""
    return refuse(request, TooMany(60))


def part_from(offset: int, count: int) -> slice:
    """Give the part of a list that begins there; a database counts no further than so."""
    start = min(max(offset, 0), FURTHEST)
    return slice(start, start + count)


def now() -> datetime:
    """Give the moment, for views to hand to actions."""
    return timezone.now()


def _in_person(request: Request) -> Any:
    """Put the person in the place of Django's stand-in, which looks behind itself at every mention; a page has dozens."""
    if isinstance(request.user, LazyObject):
        # Asking anything of the stand-in lets it find whom it stands for.
        _ = request.user.pk
        request.user = request.user._wrapped  # noqa: SLF001 - Django gives no other way behind it
    return request.user


def _spread(found: Any) -> tuple[Any, ...]:
    if found is None:
        return ()
    return found if type(found) is tuple else (found,)


def _to_sign_in(request: Request) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "/")
    return go(request, f"{resolve_url(settings.LOGIN_URL)}?next={quote(back)}")
