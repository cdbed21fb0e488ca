"""Sessions in the database, found by a query compiled once: every page of everyone signed in begins with it.

Which sessions there are is remembered nowhere, so a sign-in that was ended is ended at once, in every process. What is
remembered is only that a row's signature was found good: a row that says the same again needs no second test.
"""

import json
from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from xingtan.kernel.prepared import Prepared

_open = Prepared[tuple[str]](
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data")[:1],
    key=models.CharField(),
    now=models.DateTimeField(),
)


class SessionStore(db.SessionStore):
    """Django's own store, with its one query of every request prepared."""

    def load(self) -> dict[str, Any]:
        """Give what the session holds, or nothing if it is over."""
        found = _open.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found[0])

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Read what a row says; each reader gets their own."""
        found: dict[str, Any] = json.loads(_as_json(session_data))
        return found


_django = db.SessionStore()


@lru_cache(2000)
def _as_json(session_data: bytes | str) -> str:
    return json.dumps(_django.decode(session_data))
