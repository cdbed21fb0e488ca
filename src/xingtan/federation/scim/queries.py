"""What a directory pushed, as SCIM tells it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from xingtan.catalog import public as catalog
from xingtan.federation.scim import rules
from xingtan.rosters import public as rosters
from xingtan.universities import public as universities

SOURCE = "scim"
STAFF = {"staff", "faculty", "teacher", "employee", "professor", "lecturer", "administrator"}


def pushed(university: universities.University, kind: str) -> Any:
    """Give what the directory of a university pushed and did not delete, of one kind."""
    rows = rosters.Sourced.objects.of(university.pk, SOURCE, kind).filter(is_erased=False)
    return rows.filter(said__is_dropped__isnull=True)


def is_pushed(university: universities.University, kind: str, sourced_id: str) -> bool:
    """Test whether there is one under this id."""
    return bool(pushed(university, kind).standing().filter(sourced_id=sourced_id).exists())


def user_of(said: Mapping[str, Any], sourced_id: str) -> dict[str, Any]:
    """Read a person of SCIM as a fact of a roster; what is of another type than it should be is left out."""
    name = said.get("name") if isinstance(said.get("name"), Mapping) else {}
    emails = [each for each in _list(said.get("emails")) if isinstance(each, Mapping) and each.get("value")]
    best = next((each for each in emails if each.get("primary") is True), emails[0] if emails else {})
    email = _word(best.get("value"), 254).lower()
    user_name = _word(said.get("userName"), 255)
    if not email and "@" in user_name:
        email = user_name.lower()
    extension = said.get(rules.ENTERPRISE)
    number = _word(extension.get("employeeNumber"), 255) if isinstance(extension, Mapping) else ""
    given, family = _word(name.get("givenName"), 150), _word(name.get("familyName"), 150)  # type: ignore[union-attr]  # a mapping by now
    whole = _word(name.get("formatted"), 150) or _word(said.get("displayName"), 150)  # type: ignore[union-attr]  # a mapping by now
    return {
        "sourced_id": sourced_id or _word(said.get("externalId"), 255) or user_name,
        "given": given or ("" if family else whole),
        "family": family,
        "email": email if email.count("@") == 1 and not email.endswith("@") else "",
        "username": user_name,
        "identifier": number,
        "said": {
            key: value
            for key, value in {
                "userName": user_name,
                "externalId": _word(said.get("externalId"), 255),
                "givenName": given,
                "familyName": family,
                "userType": _word(said.get("userType"), 60),
                "roles": _roles(said),
                "number": number,
            }.items()
            if value
        },
        "active": said.get("active", True) not in (False, "False", "false"),
        "role": _role(said),
    }


def _role(said: Mapping[str, Any]) -> str:
    words = [_word(said.get("userType"), 60), *_roles(said)]
    return "staff" if any(each.casefold() in STAFF for each in words) else "student"


def _roles(said: Mapping[str, Any]) -> list[str]:
    return [_word(each.get("value"), 60) for each in _list(said.get("roles"))[:20] if isinstance(each, Mapping)]


def _word(value: Any, most: int) -> str:
    return value.replace("\0", "").strip()[:most] if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value[:100] if isinstance(value, list) else []


def as_user(row: rosters.Sourced, base: str) -> dict[str, Any]:
    """Tell of a person as they are here. Needs the person loaded."""
    person, said = row.person, row.said
    assert person is not None
    parts = {key: said[key] for key in ("givenName", "familyName") if key in said}
    told = {
        "schemas": [rules.USER, *([rules.ENTERPRISE] if "number" in said else [])],
        "id": str(person.uid),
        "externalId": said.get("externalId", row.sourced_id),
        "userName": said.get("userName") or person.email or row.sourced_id,
        "displayName": person.get_full_name(),
        "name": {"formatted": person.get_full_name(), **parts},
        "emails": [{"value": person.email, "type": "work", "primary": True}] if person.email else [],
        "active": row.gone_at is None,
    }
    if said.get("userType"):
        told["userType"] = said["userType"]
    if said.get("roles"):
        told["roles"] = [{"value": each} for each in said["roles"]]
    if "number" in said:
        told[rules.ENTERPRISE] = {"employeeNumber": said["number"]}
    return told | {
        "meta": {
            "resourceType": "User",
            "lastModified": row.seen_at.isoformat(),
            "location": f"{base}/Users/{person.uid}",
        },
    }


def users(university: universities.University) -> Any:
    """Give the people whom the directory pushed."""
    return pushed(university, "user").filter(person__isnull=False).select_related("person").order_by("pk")


def called(rows: Any, name: str) -> Any:
    """Keep people who may be called so: a directory asks for each before it pushes, and they are thousands."""
    return rows.filter(
        Q(sourced_id__iexact=name)
        | Q(said__userName__iexact=name)
        | Q(said__externalId__iexact=name)
        | Q(person__email__iexact=name)
        | Q(person__uid=_uid(name))
    )


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def has_name(university: universities.University, user_name: str, but: rosters.Sourced | None) -> bool:
    """Test whether somebody else who is here has this name."""
    rows = users(university).standing().filter(said__userName__iexact=user_name)
    return bool(user_name) and bool(rows.exclude(pk=but.pk if but else None).exists())


def user_named(university: universities.University, uid: str) -> rosters.Sourced | None:
    """Find a person the directory pushed."""
    asked = _uid(uid)
    found: rosters.Sourced | None = users(university).filter(person__uid=asked).first() if asked else None
    return found


def groups(university: universities.University) -> Any:
    """Give the groups that the directory pushed."""
    return pushed(university, "class").standing().order_by("pk")


def as_groups(university: universities.University, rows: list[rosters.Sourced], base: str) -> list[dict[str, Any]]:
    """Tell of groups with their members: three queries."""
    courses = pushed(university, "course").filter(sourced_id__in=[each.sourced_id for each in rows])
    names = _titles_of(list(courses.values_list("sourced_id", "row")))
    members: dict[str, list[dict[str, str]]] = {}
    found = pushed(university, "enrollment").standing().filter(person__isnull=False).select_related("person")
    for each in found.filter(said__class__in=[row.sourced_id for row in rows]).order_by("pk"):
        if each.person:
            members.setdefault(each.said["class"], []).append(
                {"value": str(each.person.uid), "display": each.person.get_full_name()}
            )
    return [
        {
            "schemas": [rules.GROUP],
            "id": str(row.pk),
            "externalId": row.sourced_id,
            "displayName": names.get(row.sourced_id, row.sourced_id),
            "members": members.get(row.sourced_id, []),
            "meta": {
                "resourceType": "Group",
                "lastModified": row.seen_at.isoformat(),
                "location": f"{base}/Groups/{row.pk}",
            },
        }
        for row in rows
    ]


def _titles_of(rows: list[tuple[str, int | None]]) -> dict[str, str]:
    """Give the titles of the courses that groups became."""
    titles = {each.pk: str(each) for each in catalog.Course.objects.filter(pk__in=[row for _id, row in rows if row])}
    return {sourced_id: titles[row] for sourced_id, row in rows if row in titles}


def group_named(university: universities.University, key: str) -> rosters.Sourced | None:
    """Find a group the directory pushed."""
    return groups(university).filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 19 else None


def ids_of(university: universities.University, people: set[UUID]) -> list[str]:
    """Give the directory's ids of these people, as far as it pushed them and they have not left."""
    return list(users(university).standing().filter(person__uid__in=people).values_list("sourced_id", flat=True))


def members_of(university: universities.University, group: str) -> list[str]:
    """Give the directory's ids of who is in a group."""
    found = pushed(university, "enrollment").standing().filter(said__class=group, person__isnull=False)
    return list(users(university).filter(person__in=found.values("person")).values_list("sourced_id", flat=True))


def ended_with(known: rosters.Sourced) -> list[rosters.Sourced]:
    """Give the places that ended in the moment a person was no longer active."""
    return list(
        rosters.Sourced.objects.filter(
            university=known.university_id,
            source=SOURCE,
            kind="enrollment",
            person=known.person_id,
            gone_at=known.gone_at,
        ).order_by("pk")
    )
