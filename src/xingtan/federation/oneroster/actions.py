"""Deeds: a university's own server is asked for its roster."""

import base64
from hashlib import blake2b
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from xingtan.jobs import public as jobs
from xingtan.kernel import home
from xingtan.kernel.errors import RuleBroken
from xingtan.people import public as people
from xingtan.universities import public as universities

ASKING = "oneroster.ask"


class NotSafe(RuleBroken):
    """A secret is not sent in the open."""

    message = _("Both addresses must begin with https://. Nothing was asked.")


def ask(
    *, university: universities.University, url: str, token_url: str, client: str, secret: str, by: people.Person
) -> jobs.Job:
    """Let a job ask the server for all it has, and hand it in as a roster.

    :raises NotSafe: if the secret would go over an open line
    """
    for each in (url, token_url):
        parts = urlsplit(each)
        if parts.scheme != "https" and parts.netloc not in settings.XINGTAN.outside_allowed:
            raise NotSafe
    sealed = _box().encrypt(secret.encode()).decode()
    params = {"university": university.slug, "url": url, "token_url": token_url, "client": client, "sealed": sealed}
    return jobs.start(kind=ASKING, owner=by, params=params)


def opened(sealed: str) -> str:
    """Give the secret that a job was begun with."""
    return _box().decrypt(sealed.encode()).decode()


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(blake2b(home.secret("oneroster").encode(), digest_size=32).digest()))
