"""Deeds: a key is made and ended; people and groups that a directory pushes are taken in like those of a list."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.federation.scim import queries
from xingtan.federation.scim.access import digest_of
from xingtan.federation.scim.events import KeyEnded, KeyMade
from xingtan.federation.scim.models import Key
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.rosters import public as rosters
from xingtan.rosters.registry import Class, Contents, Course, Enrollment, Role, User
from xingtan.universities import public as universities

SOURCE = "scim"
MOST_KEYS = 5


class TooManyKeys(RuleBroken):
    """A university has few directories."""

    message = gettext_lazy("There are %(count)s keys already. End one of them first. Nothing was made.")


class Conflict(RuleBroken):
    """Somebody has this name already."""

    message = gettext_lazy("There is one with this name already.")


class NotUnderstood(RuleBroken):
    """What was pushed cannot be taken in."""

    message = gettext_lazy("This cannot be taken in: %(why)s.")


class Doubtful(RuleBroken):
    """A person has to decide first."""

    message = gettext_lazy("This may be somebody with an account here. Somebody of the university has to decide first.")


@deed
def make_key(*, university: universities.University, label: str, by: people.Person, now: datetime) -> tuple[Key, str]:
    """Let a directory push; the key is told this once.

    :raises TooManyKeys: if there are enough
    """
    if Key.objects.filter(university=university, ended_at=None).count() >= MOST_KEYS:
        raise TooManyKeys(count=MOST_KEYS)

    key = f"xd_{secrets.token_urlsafe(32)}"
    made = Key.objects.create(
        university=university, label=label[:100], start=key[:8], digest=digest_of(key), made_by=by, made_at=now
    )

    emit(KeyMade(actor=by.uid, university=university.uid, key=made.uid))
    return made, key


@deed
def end_key(*, key: Key, by: people.Person, now: datetime) -> None:
    """End a key at once."""
    Key.objects.filter(pk=key.pk).update(ended_at=now)

    emit(KeyEnded(actor=by.uid, university=key.university.uid, key=key.uid))


def push_user(*, key: Key, said: Mapping[str, Any], now: datetime, known: rosters.Sourced | None = None) -> UUID:
    """Take a person in as a directory tells of them; one who is not active has left, and all they did is kept.

    :param known: as whom they were pushed before
    Each step is a deed of its own: that somebody has to decide who it is, stays written down.

    :returns: the uid of the person
    :raises NotUnderstood, Conflict, Doubtful: see there
    """
    user = queries.user_of(said, known.sourced_id if known else "")
    if not user["sourced_id"]:
        raise NotUnderstood(why=_("there is neither externalId nor userName"))
    if known is None and queries.is_pushed(key.university, "user", user["sourced_id"]):
        raise Conflict
    if queries.has_name(key.university, user["username"], known):
        raise Conflict
    active, role = bool(user.pop("active")), user.pop("role")
    place: dict[str, Any] = {"file": SOURCE, "line": 0}
    contents = Contents()
    contents.add(User(**user, **place, is_gone=not active))
    roles = [Role(sourced_id=f"{user['sourced_id'][:200]}/{role}", user=user["sourced_id"], role=role, **place)]
    if active:
        contents.facts["role"] += roles
        # Who is no longer staff for the directory, is so no longer here.
        contents.roles_told_of = {user["sourced_id"]}
    _take(key, contents, now)
    found: rosters.Sourced | None = (
        queries.pushed(key.university, "user").filter(sourced_id=user["sourced_id"]).select_related("person").first()
    )
    if found is None or found.person is None:
        raise Doubtful if active else NotUnderstood(why=_("nobody was pushed who could leave"))
    if active and known is not None and known.gone_at is not None:
        _come_back(key, known, now)
    return found.person.uid


def drop_user(*, key: Key, known: rosters.Sourced, now: datetime) -> None:
    """Let a person go whom the directory deletes; the account and all work stay, and pushed again they have it back."""
    contents = Contents()
    contents.add(User(sourced_id=known.sourced_id, file=SOURCE, line=0, is_gone=True))
    _take(key, contents, now)
    rosters.drop(named=known)


@deed
def push_group(
    *, key: Key, name: str, external: str, members: Iterable[UUID], now: datetime, known: rosters.Sourced | None = None
) -> rosters.Sourced:
    """Take a group in as a class; its members are the students of it.

    :raises NotUnderstood, Conflict: see there
    """
    sourced_id = known.sourced_id if known else (external or name)[:200]
    if not sourced_id or not name:
        raise NotUnderstood(why=_("the group has no name"))
    if known is None and queries.is_pushed(key.university, "class", sourced_id):
        raise Conflict
    place: dict[str, Any] = {"file": SOURCE, "line": 0}
    contents = Contents()
    contents.add(Course(sourced_id=sourced_id, title=name[:400], code=sourced_id[:80], **place))
    contents.add(Class(sourced_id=sourced_id, title=name[:400], course=sourced_id, code=name[:80], **place))
    asked = queries.ids_of(key.university, set(members))
    before = queries.members_of(key.university, sourced_id)
    for user in sorted(set(asked) | set(before)):
        contents.add(
            Enrollment(
                sourced_id=f"{sourced_id}/{user}"[:255],
                class_=sourced_id,
                user=user,
                role="student",
                is_gone=user not in asked,
                **place,
            )
        )
    _take(key, contents, now)
    made: rosters.Sourced = queries.pushed(key.university, "class").get(sourced_id=sourced_id)
    return made


@deed
def drop_group(*, key: Key, known: rosters.Sourced, now: datetime) -> None:
    """End the places in a class whose group is gone; the class stays, with what was done there."""
    contents = Contents()
    about: dict[str, Any] = {"file": SOURCE, "line": 0, "is_gone": True, "sourced_id": known.sourced_id}
    contents.add(Class(**about, title="", course=""))
    _take(key, contents, now)


def _take(key: Key, contents: Contents, now: datetime) -> None:
    bad = rosters.faults_of(contents, rosters.standing(key.university.pk, SOURCE))
    errors = [each for each in bad if each.level == "error"]
    if errors:
        raise NotUnderstood(why=f"{errors[0].what} {errors[0].why}")
    taking = rosters.Taking(
        university=key.university,
        source=SOURCE,
        by=key.made_by,
        now=now,
        locale=key.made_by.locale,
        reason=_("The directory of the university no longer names this place."),
    )
    changes = rosters.take_now(taking, contents, today=now.astimezone(ZoneInfo(key.university.zone)).date())
    if changes.doubts:
        rosters.note_doubts(university=key.university, source=SOURCE, changes=changes)


def _come_back(key: Key, known: rosters.Sourced, now: datetime) -> None:
    """Give somebody who is active again the places that ended when they were not."""
    contents = Contents()
    for each in queries.ended_with(known):
        contents.add(
            Enrollment(
                sourced_id=each.sourced_id,
                class_=each.said["class"],
                user=known.sourced_id,
                role=each.said["role"],
                file=SOURCE,
                line=0,
            )
        )
    if contents.facts["enrollment"]:
        _take(key, contents, now)
