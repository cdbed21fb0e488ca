"""OneRoster 1.1 and 1.2 as values: files, columns, roles, and how the two versions differ."""

from collections.abc import Mapping

MANIFEST = "manifest.csv"
# File → the kind of fact that its lines are.
FILES = {
    "orgs": "org",
    "academicSessions": "term",
    "courses": "course",
    "classes": "class",
    "users": "user",
    "roles": "role",
    "enrollments": "enrollment",
}
# Columns without which a file says nothing.
NEEDED: dict[str, tuple[str, ...]] = {
    "org": ("sourcedId", "name"),
    "term": ("sourcedId", "startDate", "endDate"),
    "course": ("sourcedId", "title"),
    "class": ("sourcedId", "courseSourcedId"),
    "user": ("sourcedId",),
    "role": ("sourcedId", "userSourcedId", "role"),
    "enrollment": ("sourcedId", "classSourcedId", "userSourcedId", "role"),
}
STATUSES = {"": False, "active": False, "tobedeleted": True}
IN_CLASS = {
    "student": "student",
    "teacher": "teacher",
    "aide": "assistant",
    "proctor": "assistant",
    "administrator": "",
}
AT_UNIVERSITY = {
    "student": "student",
    "teacher": "staff",
    "aide": "staff",
    "proctor": "staff",
    "counselor": "staff",
    "administrator": "staff",
    "districtadministrator": "staff",
    "siteadministrator": "staff",
    "principal": "staff",
    "systemadministrator": "staff",
    # These are no people of the university.
    "guardian": "",
    "parent": "",
    "relative": "",
}


def mode_of(manifest: Mapping[str, str] | None, file: str) -> str:
    """Tell what the manifest says of a file: ``bulk``, ``delta``, ``absent``, or something else; bulk without one."""
    if manifest is None:
        return "bulk"
    return manifest.get(f"file.{file}", "").strip().lower()


def user_number(said: str, kind: str) -> str:
    """Read one of a user's ids: ``{Fed:12},{LDAP:34}`` in 1.1 and 1.2."""
    for part in said.replace("{", "").replace("}", "").split(","):
        name, _, value = part.partition(":")
        if name.strip().casefold() == kind.casefold():
            return value.strip()
    return ""


def as_list(said: str) -> tuple[str, ...]:
    """Read ids that stand in one cell."""
    return tuple(dict.fromkeys(each for part in said.split(",") if (each := part.strip())))
