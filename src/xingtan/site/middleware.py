"""What every answer of ours carries."""

from collections.abc import Callable

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

SIGN_OUT = "/accounts/logout/"


def security_headers(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Add the content security policy and its companions."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"
        )
        if request.method == "POST" and request.path == SIGN_OUT and not request.user.is_authenticated:
            # What islands keep for work without a connection is the person's, and the next one here is another.
            response.headers["Clear-Site-Data"] = '"storage"'
        return response

    return answered
