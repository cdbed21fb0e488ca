"""Sentences shown once: on the next whole page, or beside the part that htmx asked for."""

from collections.abc import Callable
from typing import Literal, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from xingtan.kernel.pages import Request, wants_part

Kind = Literal["note", "done", "warning", "error"]
LEVELS = {"note": messages.INFO, "done": messages.SUCCESS, "warning": messages.WARNING, "error": messages.ERROR}
KINDS = {level: kind for kind, level in LEVELS.items()}


def notify(request: HttpRequest, words: str, *, kind: Kind = "done") -> None:
    """Show these words once, wherever this request ends."""
    messages.add_message(request, LEVELS[kind], words)


def middleware(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Add waiting sentences to an answer that is only a part, out of band.

    A whole page shows them itself; an answer that sends the browser on leaves them for the next page.
    """

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if wants_part(cast(Request, request)) and _is_part(response):
            waiting = list(messages.get_messages(request))
            if waiting:
                response.content += render_to_string(
                    "ui/messages.html", {"messages": waiting, "is_out_of_band": True}
                ).encode()
        return response

    return answered


def _is_part(response: HttpResponse) -> bool:
    if response.status_code not in {200, 201, 422} or response.streaming or "HX-Redirect" in response.headers:
        return False
    return response.headers.get("Content-Type", "").startswith("text/html") and not response.has_header(
        "Content-Encoding"
    )
