"""What every answer of ours carries, and what no request may."""

from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from xingtan.site.config import site

# Nothing of ours is inline, so nothing inline may run; uploaded content comes from the second origin only.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        f"img-src 'self' data: {site.second_origin}",
        f"media-src 'self' blob: {site.second_origin}",
        f"connect-src 'self' {site.second_origin}",
        f"frame-src {site.second_origin}",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
SIGN_OUT = "/accounts/logout/"


def security_headers(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Add the content security policy and its companions."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        # A proxy on the way keeps nothing that was not offered to all.
        response.headers.setdefault("Cache-Control", "private")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"
        )
        if request.method == "POST" and request.path == SIGN_OUT and not request.user.is_authenticated:
            # What islands keep for work without a connection is the person's, and the next one here is another.
            response.headers["Clear-Site-Data"] = '"storage"'
        return response

    return answered


def without_nul(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse what holds the character NUL: nobody types it, and PostgreSQL fails over it wherever it is looked for."""

    def answered(request: HttpRequest) -> HttpResponse:
        if any("\0" in said for said in _said(request)):
            raise BadRequest("NUL")
        return answer(request)

    return answered


def _said(request: HttpRequest) -> Iterator[str]:
    yield request.path_info
    if "%00" in request.META.get("QUERY_STRING", ""):
        yield "\0"
    yield from request.COOKIES.values()
    # What is sent as JSON is read by the API, which looks for itself.
    if request.method == "POST" and request.content_type in FORMS:
        for name, values in request.POST.lists():
            yield name
            yield from values
