"""Sessions are found while they last, and never after."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from xingtan.kernel.sessions import SessionStore


def kept(**values: str) -> SessionStore:
    store = SessionStore()
    store.update(values)
    store.create()
    return store


def test_session_is_found(db: None) -> None:
    store = kept(color="apricot")

    assert SessionStore(store.session_key)["color"] == "apricot"


def test_session_that_is_over_is_empty(db: None) -> None:
    store = kept(color="apricot")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    found = SessionStore(store.session_key)

    assert found.get("color") is None
    assert found.session_key is None


def test_session_that_was_ended_is_ended_at_once(db: None) -> None:
    store = kept(color="apricot")
    assert SessionStore(store.session_key)["color"] == "apricot"

    store.delete()

    assert SessionStore(store.session_key).get("color") is None
