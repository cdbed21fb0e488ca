"""Begin a real site: database, keys made once, mail tested, and its first operator.

Set DATABASE_URL, XINGTAN_ADDRESS, XINGTAN_SECOND_ORIGIN, EMAIL_URL and XINGTAN_PROXIES first; see the operator's guide.
"""

import argparse
import getpass
import os
import sys

from xingtan.site import processes


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare who the first operator is."""
    parser.add_argument("--email", help="address of the first operator; asked for if not given")
    parser.add_argument("--name", default="", help="name of the first operator")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    parser.add_argument("--no-mail", action="store_true", help="do not send a mail to try it")


def run(asked: argparse.Namespace) -> int:
    """Set the site up; safe to run again."""
    from xingtan.site.cli import start_django

    start_django()
    from xingtan.site import tables

    processes.say("Bringing the database up to date …")
    tables.bring_up_to_date()
    _make_keys()
    if code := _first_operator(asked):
        return code
    if not asked.no_mail and (code := _try_mail(asked.email)):
        return code
    processes.say("Done. Next: xingtan check, then xingtan serve")
    return 0


def _make_keys() -> None:
    from xingtan.kernel import home

    home.secret("django")
    processes.say(f"Keys are in {home.path('secrets')}; keep them with your backups, and from everyone else.")


def _first_operator(asked: argparse.Namespace) -> int:
    from allauth.account.models import EmailAddress
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from xingtan.people import public as people

    if people.Person.objects.filter(is_operator=True, is_active=True).exists():
        processes.say("There is an operator already; nothing changed.")
        return 0
    if not asked.email:
        if not sys.stdin.isatty():
            processes.say("Who is the first operator? Say --email ADDRESS.")
            return 2
        asked.email = input("E-mail address of the first operator: ").strip()
    password = (
        sys.stdin.readline().rstrip("\n")
        if asked.password_stdin
        else getpass.getpass("A password of ten characters or more: ")
    )
    try:
        validate_password(password)
        person = people.join(email=asked.email, password=password, name=asked.name, is_operator=True)
    except (ValidationError, people.AddressIsTaken) as no:
        processes.say(" ".join(no.messages) if isinstance(no, ValidationError) else str(no))
        return 1
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    processes.say(f"{person.email} is the operator.")
    return 0


def _try_mail(address: str | None) -> int:
    from smtplib import SMTPException

    from django.conf import settings
    from django.core.mail import send_mail

    if not address:
        return 0
    try:
        send_mail("Xingtan can send mail", f"This site is at {settings.XINGTAN.address}.", None, [address])
    except (OSError, SMTPException) as reason:
        processes.say(
            f"Mail cannot be sent: {reason}. Look at EMAIL_URL, then run this again{os.linesep}or say --no-mail."
        )
        return 1
    processes.say(f"A mail is on its way to {address}.")
    return 0
