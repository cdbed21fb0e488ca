"""A course as one row of a table: what is many is a list, what nobody said is nothing."""

import json
from collections.abc import Mapping
from typing import Any

from xingtan.catalog.registry import Told

# Of each column: what kind of value it holds.
COLUMNS = {
    "uid": "text",
    "url": "text",
    "page": "text",
    "title": "text",
    "title_language": "text",
    "titles": "text",
    "summary": "text",
    "languages": "list",
    "captions": "list",
    "subject": "text",
    "level": "text",
    "workload_hours": "number",
    "university": "text",
    "university_country": "text",
    "partners": "list",
    "teachers": "list",
    "licence": "text",
    "kind": "text",
    "is_free": "mark",
    "has_free_certificate": "mark",
    "needs_sign_in": "mark",
    "works_on_phone": "mark",
    "credits": "number",
    "starts_on": "date",
    "ends_on": "date",
    "platform": "text",
    "platforms": "list",
    "last_seen_at": "moment",
    "changed_at": "moment",
}


def row_of(told: Told, *, origin: str) -> dict[str, Any] | None:
    """Write a course as a row; nothing for one that is not shown."""
    facts = told.facts
    if facts is None:
        return None
    language, title = _best(facts.title)
    owner, *others = facts.institutions
    first = facts.dates[0] if facts.dates else None
    return {
        "uid": str(told.uid),
        "url": facts.url,
        "page": f"{origin}{told.path}",
        "title": title,
        "title_language": language,
        "titles": json.dumps(facts.title, ensure_ascii=False),
        "summary": _best(facts.summary)[1],
        "languages": list(facts.languages),
        "captions": list(facts.captions),
        "subject": told.subject,
        "level": facts.level,
        "workload_hours": facts.workload_hours,
        "university": _best(owner.name)[1],
        "university_country": owner.country,
        "partners": [_best(each.name)[1] for each in others],
        "teachers": list(facts.teachers),
        "licence": facts.licence,
        "kind": facts.kind,
        "is_free": facts.is_free,
        "has_free_certificate": facts.has_free_certificate,
        "needs_sign_in": facts.needs_sign_in,
        "works_on_phone": facts.works_on_phone,
        "credits": facts.credits,
        "starts_on": first and first.starts_on,
        "ends_on": first and first.ends_on,
        "platform": told.platform,
        "platforms": [platform for platform, _, _ in told.sources],
        "last_seen_at": max((seen for _, _, seen in told.sources), default=None),
        "changed_at": told.changed_at,
    }


def _best(words: Mapping[str, str]) -> tuple[str, str]:
    """Choose one language for a column that holds one: English, or the first there is."""
    if "en" in words:
        return "en", words["en"]
    return next(iter(words.items()), ("", ""))
