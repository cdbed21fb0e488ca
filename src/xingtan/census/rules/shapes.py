"""The closed tables that are counted from: their columns and types, equal on every engine."""

from collections.abc import Mapping

SHAPES: Mapping[str, Mapping[str, str]] = {
    "university": {
        "university": "int32",
        "uid": "string",
        "code": "string",
        "name": "string",
        "kind": "string",
        "country": "string",
        "province": "string",
        "students": "int32",
        "student_base": "int32",
    },
    "platform": {
        "platform": "int16",
        "code": "string",
        "name": "string",
        "tier": "string",
        "country": "string",
        "joined": "date",
    },
    "teacher": {"teacher": "int32", "university": "int32"},
    "course": {
        "course": "int32",
        "university": "int32",
        "platform": "int16",
        "discipline": "string",
        "language": "string",
        "kind": "string",
        "opened": "date",
        "closed": "date",
        "lessons": "int16",
        "enrolled": "int32",
    },
    "teaches": {"teacher": "int32", "course": "int32"},
    "section": {"section": "int32", "course": "int32", "university": "int32", "starts": "date"},
    "lesson": {
        "lesson": "int32",
        "course": "int32",
        "university": "int32",
        "platform": "int16",
        "starts_at": "timestamp",
        "day": "date",
        "week": "int8",
        "minutes": "int16",
        "enrolled": "int32",
    },
    # The day of an attendance is not in the file but in the file's folder: day=2020-03-02.
    "attendance": {
        "learner": "int32",
        "lesson": "int32",
        "course": "int32",
        "university": "int16",
        "joined_at": "timestamp",
        "seconds": "int16",
        "day": "date",
    },
    "enrollment": {"learner": "int32", "course": "int32", "day": "date"},
    "completion": {"learner": "int32", "course": "int32", "day": "date"},
}

# What no measure asks for is not read: a file may lack it, and may hold more.
UNREAD = {
    "university": {"uid", "code", "name", "kind", "province", "students", "student_base"},
    "platform": {"code", "name", "tier", "country", "joined"},
    "course": {"lessons", "enrolled"},
    "lesson": {"starts_at", "week", "minutes"},
    "attendance": {"joined_at"},
}


def columns(table: str) -> dict[str, str]:
    """Name the columns of this table that measures read, with their types."""
    return {name: kind for name, kind in SHAPES[table].items() if name not in UNREAD.get(table, ())}
