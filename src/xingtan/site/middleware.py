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


def security_headers(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Add the content security policy and its companions."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"
        )
        return response

    return answered
