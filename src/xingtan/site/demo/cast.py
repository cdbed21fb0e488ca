"""The people and universities of the demo: three universities that have never met, and whoever walks through them."""

import functools
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from xingtan.kernel.deeds import deed
from xingtan.people import public as people
from xingtan.universities import public as universities

# Printed at every start and on the sign-in page: it guards nothing, and the demo is not for the public.
PASSWORD = "three apricots on a terrace"  # noqa: S105 - not a secret, it is printed


@dataclass(frozen=True)
class Member:
    """One of the cast, and what they do here."""

    email: str
    name: str
    latin_name: str
    does: StrPromise
    locale: str = "en"
    zone: str = "UTC"
    role: str = ""
    university: str = ""
    is_operator: bool = False
    # The name of the page where they look first.
    first: str = ""


CAST = (
    Member("ada@example.org", "Ada Lovelace", "Ada Lovelace", _("learns"), zone="Europe/London", first="learning:home"),
    Member(
        "grace@example.org",
        "Grace Hopper",
        "Grace Hopper",
        _("teaches"),
        zone="America/New_York",
        first="teaching:week",
        role="staff",
        university="apricot",
    ),
    Member(
        "kofi@example.org",
        "Kofi Mensah",
        "Kofi Mensah",
        _("runs a university"),
        zone="Africa/Accra",
        first="universities:home",
        role="administrator",
        university="apricot",
    ),
    Member(
        "carmen@example.org",
        "Carmen Ruiz",
        "Carmen Ruiz",
        _("coordinates the consortium"),
        zone="Europe/Madrid",
        first="coordination:desk",
        role="coordinator",
    ),
    Member("chen@example.org", "陈伟", "Chen Wei", _("sits on the committee"), zone="Asia/Shanghai", role="committee"),
    Member("mallory@example.org", "Mallory", "Mallory", _("belongs nowhere")),
    Member("operator@example.org", "操作员", "Operator", _("keeps the site"), zone="Asia/Shanghai", is_operator=True),
)

UNIVERSITIES = (
    ("apricot", {"en": "Apricot Terrace University", "zh-hans": "杏坛大学"}, "CN", "Asia/Shanghai"),
    ("volta", {"en": "Volta University"}, "GH", "Africa/Accra"),
    ("cedar", {"en": "Cedar Institute of Technology", "ar": "معهد الأرز للتقنية"}, "LB", "Asia/Beirut"),
)


@deed
def found(*, now: datetime) -> None:
    """Admit the universities and invite the cast; whoever is here already stays as they are."""
    for slug, name, country, zone in UNIVERSITIES:
        if not universities.University.objects.filter(slug=slug).exists():
            universities.admit(slug=slug, name=name, country=country, zone=zone)
    for member in CAST:
        if not people.Person.objects.filter(email=member.email).exists():
            _invite(member, now)


def let_in(person: people.Person) -> None:
    """Give the password of the cast. It is hashed once: slow by design is right for a password that not everyone knows."""
    person.password = _hashed()
    person.save(update_fields=["password"])
    people.confirm_address(person=person)


@functools.cache
def _hashed() -> str:
    return make_password(PASSWORD)


def _invite(member: Member, now: datetime) -> None:
    person = people.join(
        email=member.email,
        name=member.name,
        latin_name=member.latin_name,
        locale=member.locale,
        zone=member.zone,
        is_operator=member.is_operator,
    )
    let_in(person)
    if member.role:
        # A role without a university serves the consortium.
        university = universities.University.objects.filter(slug=member.university).first()
        universities.give_role(person=person, role=member.role, university=university, by=None, now=now)
