"""Mail out: written in the reader's language at once, sent by the worker after the commit.

A mail is a room's templates: ``people/_mail/confirm.subject.txt``, ``.txt`` and, if it is there, ``.html``.
"""

import logging
import smtplib
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import timezone, translation

from xingtan.kernel import home
from xingtan.kernel.ids import new_uid
from xingtan.kernel.tasks import later, task

logger = logging.getLogger(__name__)

SECONDS = 20
BACKENDS = "django.core.mail.backends"


class Reader(Protocol):
    """Somebody who reads mail."""

    email: str | None
    locale: str
    zone: str


def send(
    *,
    to: Reader | str,
    template: str,
    context: dict[str, Any] | None = None,
    locale: str | None = None,
    leave: str = "",
) -> None:
    """Write a mail, and send it once the deed is stored. Somebody without an address gets none.

    :param to: a person, or an address
    :param template: the mail's name, as in ``people/_mail/confirm``; ``address`` in it is the site's own
    :param locale: the language to write in; the person's own if not given
    :param leave: an address at which such mails end, for the button that mail programs show (RFC 2369)
    """
    email = to if isinstance(to, str) else to.email
    if not email:
        return
    language = locale or getattr(to, "locale", "") or translation.get_language() or settings.LANGUAGE_CODE
    known = {"address": settings.XINGTAN.address, **(context or {})}
    with translation.override(language), _in_zone(to):
        later(
            deliver,
            to=email,
            language=language,
            # Whoever gets it twice, because a worker died in between, is shown it once.
            message_id=f"<{new_uid()}@{urlsplit(settings.XINGTAN.address).hostname}>",
            subject=" ".join(_write(f"{template}.subject.txt", known).split()),
            text=_write(f"{template}.txt", known).strip() + "\n",
            html=_write_html(f"{template}.html", known),
            leave=leave,
        )


@task(queue="quick", retries=6)
def deliver(
    *, to: str, language: str, message_id: str, subject: str, text: str, html: str | None, leave: str = ""
) -> None:
    """Hand a mail to the mail server."""
    headers = {"Message-ID": message_id, "Content-Language": language, "Auto-Submitted": "auto-generated"}
    if leave:
        headers["List-Unsubscribe"] = f"<{leave}>"
    message = EmailMultiAlternatives(subject, text, to=[to], headers=headers)
    if html:
        message.attach_alternative(html, "text/html")
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused:
        # The address does not exist or does not want us: trying again will not change its mind.
        logger.info("a mail was refused by the server of its reader")


class Post(BaseEmailBackend):
    """The way out that ``EMAIL_URL`` names: ``smtp://``, ``smtps://``, ``file:///folder``, ``memory:`` or ``console:``."""

    def __init__(self, fail_silently: bool = False, **options: Any) -> None:  # noqa: FBT001, FBT002 - the signature is Django's
        super().__init__(fail_silently=fail_silently)
        name, way = way_out(settings.XINGTAN.email_url, is_demo=settings.XINGTAN.is_demo)
        self._real = get_connection(f"{BACKENDS}.{name}.EmailBackend", fail_silently=fail_silently, **way)

    def open(self) -> bool | None:
        """Connect to the mail server."""
        return self._real.open()

    def close(self) -> None:
        """Leave the mail server."""
        self._real.close()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send these messages."""
        return self._real.send_messages(email_messages) or 0


def way_out(url: str, *, is_demo: bool = False) -> tuple[str, dict[str, Any]]:
    """Name Django's own back end for this address, and its options. Nothing: the console, or the demo's folder.

    :raises ValueError: if the address is of no kind we know
    """
    parts = urlsplit(url or ("file:" if is_demo else "console:"))
    match parts.scheme:
        case "console":
            return "console", {}
        case "memory":
            return "locmem", {}
        case "file":
            return "filebased", {"file_path": unquote(parts.path) or str(home.path("mail", "x").parent)}
        case "smtp" | "smtps":
            is_secret = parts.scheme == "smtps"
            wants_tls = parse_qs(parts.query).get("tls", ["0"])[-1] in ("1", "true", "starttls")
            return "smtp", {
                "host": parts.hostname or "localhost",
                "port": parts.port or (465 if is_secret else 587 if wants_tls else 25),
                "username": unquote(parts.username or ""),
                "password": unquote(parts.password or ""),
                "use_ssl": is_secret,
                "use_tls": wants_tls and not is_secret,
                "timeout": SECONDS,
            }
    raise ValueError(f"EMAIL_URL is of no kind we know: {parts.scheme}")


def _in_zone(to: Reader | str) -> AbstractContextManager[object]:
    zone = getattr(to, "zone", "")
    return timezone.override(zone) if zone else nullcontext()


def _write(template: str, context: dict[str, Any]) -> str:
    # Plain text is not HTML: an ampersand in it is an ampersand.
    written: str = get_template(template).template.render(Context(context, autoescape=False))  # type: ignore[attr-defined]  # ours are Django's own templates
    return written


def _write_html(template: str, context: dict[str, Any]) -> str | None:
    try:
        found = get_template(template)
    except TemplateDoesNotExist:
        return None
    return str(found.render(context))
