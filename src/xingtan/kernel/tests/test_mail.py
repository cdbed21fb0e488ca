import contextlib
import logging
import smtplib
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail as outgoing
from django.core.mail.backends import console, filebased, locmem, smtp
from django.db import transaction

from xingtan.kernel import mail, tasks
from xingtan.kernel.models import Errand

TEMPLATES = {
    "tea/_mail/ready.subject.txt": "{{ name }}'s tea\n is ready\n",
    "tea/_mail/ready.txt": "\n{% load i18n tz %}{% get_current_language as l %}{{ name }} & {{ l }} {{ at }} {{ address }}\n\n",
    "tea/_mail/ready.html": "<p>{{ name }}</p>",
    "tea/_mail/plain.subject.txt": "Tea",
    "tea/_mail/plain.txt": "Tea",
}


@dataclass
class Person:
    email: str | None = "ada@example.org"
    locale: str = "zh-hans"
    zone: str = "Asia/Shanghai"


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    loader = ("django.template.loaders.locmem.Loader", TEMPLATES)
    settings.TEMPLATES = [
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": [loader]}}
    ]
    settings.XINGTAN = SimpleNamespace(address="https://tea.test", email_url="", is_demo=False)
    settings.DEFAULT_FROM_EMAIL = "Xingtan <xingtan@tea.test>"


def deliver_all() -> list[Any]:
    for errand in Errand.objects.order_by("pk"):
        tasks.registered[errand.task].run(**errand.kwargs)
    return list(outgoing.outbox)


@pytest.mark.django_db
def test_mail_is_written_for_its_reader() -> None:
    at = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
    mail.send(to=Person(), template="tea/_mail/ready", context={"name": "<Ada>", "at": at})

    (sent,) = deliver_all()
    assert sent.to == ["ada@example.org"]
    assert sent.subject == "<Ada>'s tea is ready"
    assert sent.body.startswith("<Ada> & zh-hans 2026")
    assert "22" in sent.body
    assert sent.body.endswith(" https://tea.test\n")
    assert [(part.content, part.mimetype) for part in sent.alternatives] == [("<p>&lt;Ada&gt;</p>", "text/html")]
    assert sent.extra_headers["Content-Language"] == "zh-hans"
    assert sent.extra_headers["Message-ID"].endswith("@tea.test>")
    assert sent.from_email == "Xingtan <xingtan@tea.test>"


@pytest.mark.django_db
def test_mail_to_an_address_is_in_the_language_asked_for() -> None:
    mail.send(to="kofi@example.org", template="tea/_mail/ready", context={"name": "Kofi"}, locale="ar")
    mail.send(to="kofi@example.org", template="tea/_mail/plain")

    in_arabic, plain = deliver_all()
    assert " ar " in in_arabic.body
    assert (plain.body, plain.alternatives) == ("Tea\n", [])


@pytest.mark.django_db
@pytest.mark.parametrize("to", [Person(email=None), Person(email=""), ""])
def test_somebody_without_an_address_gets_none(to: Person | str) -> None:
    mail.send(to=to, template="tea/_mail/plain")

    assert Errand.objects.count() == 0


@pytest.mark.django_db
def test_mail_of_a_deed_that_failed_is_never_sent() -> None:
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        mail.send(to="kofi@example.org", template="tea/_mail/plain")
        raise ZeroDivisionError

    assert Errand.objects.count() == 0


def test_refused_address_is_not_tried_again_nor_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(message: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({"kofi@example.org": (550, b"no such person")})

    monkeypatch.setattr(outgoing.EmailMultiAlternatives, "send", refuse)
    with caplog.at_level(logging.DEBUG):
        mail.deliver(to="kofi@example.org", language="en", message_id="<1@x>", subject="s", text="t", html=None)

    assert [record.getMessage() for record in caplog.records] == ["a mail was refused by the server of its reader"]


@pytest.mark.parametrize(
    ("url", "backend"),
    [
        ("", console),
        ("console:", console),
        ("memory:", locmem),
        ("file:///tmp/xingtan-mail", filebased),
        ("smtp://localhost", smtp),
    ],
)
def test_way_out_is_the_one_that_is_named(settings: Any, url: str, backend: Any) -> None:
    settings.XINGTAN.email_url = url

    assert isinstance(mail.Post()._real, backend.EmailBackend)


def test_mail_server_is_told_whole() -> None:
    name, way = mail.way_out("smtp://post%40tea:p%2Fw@mail.tea.test:2525?tls=1")

    assert name == "smtp"
    assert (way["host"], way["port"], way["username"], way["password"]) == ("mail.tea.test", 2525, "post@tea", "p/w")
    assert (way["use_tls"], way["use_ssl"]) == (True, False)
    assert mail.way_out("smtps://mail.tea.test")[1]["port"] == 465
    assert mail.way_out("smtp://mail.tea.test?tls=1")[1]["port"] == 587
    assert mail.way_out("", is_demo=True)[0] == "filebased"
    with pytest.raises(ValueError, match="EMAIL_URL"):
        mail.way_out("pigeon://loft")
