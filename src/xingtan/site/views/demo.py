"""Pages of the demo only: the mail it would have sent."""

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from xingtan.kernel import home
from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, page, show
from xingtan.site.config import site

SHOWN = 20


@dataclass(frozen=True)
class Letter:
    """A mail as it was written to a file instead of being sent."""

    to: str
    subject: str
    body: str
    at: datetime


def only_in_the_demo(person: Any) -> None:
    """Open in the demo only: elsewhere this page is not there."""
    if not site.is_demo:
        raise NotThere


@page(only_in_the_demo, methods=("GET",))
def mail(request: Request) -> HttpResponse:
    """Show the latest mail."""
    return show(request, "site/demo_mail.html", {"letters": _latest()})


def cast(request: HttpRequest) -> dict[str, Any]:
    """Give the sign-in pages of the demo its cast and their password."""
    if not site.is_demo or not request.path.startswith("/accounts/"):
        return {}
    from xingtan.site.demo.cast import CAST, PASSWORD  # noqa: PLC0415 - a real site never loads the demo
    from xingtan.site.demo.university import provisioning  # noqa: PLC0415 - as above

    there = (*CAST, *provisioning.PEOPLE) if provisioning.is_there() else CAST
    return {"demo": {"cast": there, "password": PASSWORD}}


def _latest() -> list[Letter]:
    folder = home.path("mail")
    files = sorted(folder.glob("*.log"), key=lambda each: each.stat().st_mtime, reverse=True)[:SHOWN]
    letters = [
        _letter(text, datetime.fromtimestamp(each.stat().st_mtime, tz=timezone.get_current_timezone()))
        for each in files
        for text in _split(each.read_bytes())
    ]
    return letters[:SHOWN]


def _split(content: bytes) -> list[bytes]:
    """Take apart what Django's file back end has put into one file, the newest first."""
    return [each.strip() for each in reversed(content.split(b"-" * 79)) if each.strip()]


def _letter(content: bytes, at: datetime) -> Letter:
    read = email.message_from_bytes(content, policy=email.policy.default)
    body = read.get_body(("plain",))
    return Letter(str(read["To"] or ""), str(read["Subject"] or ""), body.get_content() if body else "", at)
