"""What imports cannot see, Django's system checks do: keys between rooms, and settings that contradict each other.

The order of the floors is told in one place, ``settings.ROOMS``, lowest first.
"""

import ast
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.db import models

from xingtan.kernel import mail, wire
from xingtan.kernel.files import stores

LOCAL = {"localhost", "127.0.0.1", "::1"}


@register(Tags.models)
def keys_between_rooms(app_configs: Any = None, **options: Any) -> list[CheckMessage]:
    """Look at every key that leads from one room into another."""
    return [found for model in apps.get_models() if room_of(model) for found in _keys_of(model)]


def room_of(model: type[models.Model]) -> str:
    """Name the room a model is in, as ``ROOMS`` does; nothing for a model of a library."""
    parts = model.__module__.split(".")
    if parts[0] != "xingtan" or len(parts) < 3:
        return ""
    return ".".join(parts[1:3]) if parts[1] == "federation" else parts[1]


def _keys_of(model: type[models.Model]) -> Iterator[CheckMessage]:
    mine = room_of(model)
    for field in [*_about(model).local_fields, *_about(model).local_many_to_many]:
        other = field.related_model
        if other is None or isinstance(other, str):
            continue
        theirs = room_of(other)
        if theirs and theirs != mine:
            yield from _key(model, field, mine, theirs)


def _key(model: type[models.Model], field: Any, mine: str, theirs: str) -> Iterator[CheckMessage]:
    where = f"{_about(model).label}.{field.name}"
    if _height(theirs) > _height(mine):
        hint = "Announce an event, or turn the key round: the upper room points to the lower."
        yield Error(f"{where} points up, to {theirs}.", hint=hint, obj=model, id="xingtan.E001")
    if not field.remote_field.hidden:
        hint = "related_name='+', and a question in this room's queries."
        yield Error(f"{where} gives {theirs} a handle on {mine}.", hint=hint, obj=model, id="xingtan.E002")
    if field.many_to_many:
        hint = "A model of its own, with two keys."
        yield Error(f"{where} joins two rooms in a table of nobody's.", hint=hint, obj=model, id="xingtan.E005")
    elif field.remote_field.on_delete is not models.PROTECT:
        hint = "on_delete=models.PROTECT"
        yield Error(f"{where} lets {theirs} delete rows of {mine}.", hint=hint, obj=model, id="xingtan.E003")
    if not _is_by_name(model, field.name):
        hint = f'"{_about(field.related_model).label}"'
        yield Error(f"{where} names the other room's model by importing it.", hint=hint, obj=model, id="xingtan.E004")


def _about(model: type[models.Model]) -> Any:
    return model._meta  # noqa: SLF001 - Django documents it, underscore and all


def _height(room: str) -> int:
    if room in ("kernel", "ui"):
        return -1
    return settings.ROOMS.index(room) if room in settings.ROOMS else len(settings.ROOMS)


def _is_by_name(model: type[models.Model], field: str) -> bool:
    """Test whether the key's model is given as a string in the source; true where there is no source."""
    given = _keys_in_source(inspect.getmodule(model)).get((model.__name__, field))
    return given is None or isinstance(given, ast.Constant)


@cache
def _keys_in_source(module: Any) -> dict[tuple[str, str], ast.expr]:
    try:
        tree = ast.parse(inspect.getsource(module))
    except (OSError, TypeError):
        return {}
    return {
        (owner.name, target.id): to
        for owner in ast.walk(tree)
        if isinstance(owner, ast.ClassDef)
        for line in owner.body
        if isinstance(line, ast.Assign | ast.AnnAssign) and isinstance(line.value, ast.Call)
        for target in (line.targets if isinstance(line, ast.Assign) else [line.target])
        if isinstance(target, ast.Name)
        for to in [*line.value.args[:1], *(word.value for word in line.value.keywords if word.arg == "to")]
    }


@register("site")
def settings_fit(app_configs: Any = None, **options: Any) -> list[CheckMessage]:
    """Look whether the site's settings can be read, and fit each other."""
    site = settings.XINGTAN
    return [*_unreadable(site), *_addresses(site), *_dangers(site)]


def _unreadable(site: Any) -> Iterator[CheckMessage]:
    looks: dict[str, Callable[[], object]] = {
        "FILES_URL": lambda: stores.at(site.files_url),
        "WIRE_URL": lambda: wire.carrier_of(site.wire_url, site.database_url),
        "EMAIL_URL": lambda: mail.way_out(site.email_url),
    }
    for name, look in looks.items():
        try:
            look()
        except (ValueError, ImportError) as trouble:
            yield Error(str(trouble), hint=f"Mend {name}; its kinds are in the operator's guide.", id="xingtan.E010")
    if site.wire_url.partition(":")[0] == "postgresql" and not site.database_url.startswith("postgres"):
        hint = "Leave WIRE_URL empty: it then follows DATABASE_URL."
        yield Error("WIRE_URL asks for PostgreSQL, and the database is another.", hint=hint, id="xingtan.E011")


def _addresses(site: Any) -> Iterator[CheckMessage]:
    ours, second = urlsplit(site.address), urlsplit(site.second_origin)
    for name, parts in (("XINGTAN_ADDRESS", ours), ("XINGTAN_SECOND_ORIGIN", second)):
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
            hint = "Only scheme, host and port, as in https://courses.example.org"
            yield Error(f"{name} is not the address of a site.", hint=hint, id="xingtan.E012")
    if (ours.scheme, ours.netloc) == (second.scheme, second.netloc):
        hint = "Give uploaded content a host name of its own, or another port."
        yield Error("Uploaded content would be served from the site's own origin.", hint=hint, id="xingtan.E013")
    if ours.scheme == "https" != second.scheme:
        hint = "Browsers load nothing from http into a page from https."
        yield Error("The second origin is not https, and the site is.", hint=hint, id="xingtan.E014")


def _dangers(site: Any) -> Iterator[CheckMessage]:
    is_public = urlsplit(site.address).hostname not in LOCAL
    if is_public and site.debug:
        hint = "Leave XINGTAN_DEBUG empty."
        yield Error("A public site would show its errors in full.", hint=hint, id="xingtan.E015")
    if is_public and urlsplit(site.address).scheme != "https":
        hint = "Put a reverse proxy with a certificate before it, and set XINGTAN_PROXIES."
        yield Caution("Passwords and sessions would travel in the open.", hint=hint, id="xingtan.W001")
    if is_public and not site.email_url and not site.is_demo:
        hint = "Set EMAIL_URL: without it nobody can confirm an address or reset a password."
        yield Caution("Mail only goes to this terminal.", hint=hint, id="xingtan.W002")
