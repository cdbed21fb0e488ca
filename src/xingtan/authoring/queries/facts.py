"""What a course says of itself: as a version keeps it, and as the catalogue shows it."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from xingtan.authoring.registry.bundle import Bundle, Dates, Facts, Teacher
from xingtan.catalog import public as catalog
from xingtan.kernel import prose

# As much as the catalogue has room for.
MOST_HOURS = 9999
LONGEST = {"licence": 40, "attribution": 300}
_LEVELS = {
    "beginner": catalog.Level.INTRODUCTORY,
    "intermediate": catalog.Level.INTERMEDIATE,
    "advanced": catalog.Level.ADVANCED,
}


def facts_json(bundle: Bundle) -> dict[str, Any]:
    """Give facts and dates in the form a version keeps; files by digest."""
    facts, dates = bundle.facts, bundle.dates
    return {
        "slug": facts.slug,
        "title": facts.title,
        "summary": facts.summary,
        "about": {language: str(prose.clean(html)) for language, html in facts.about.items()},
        "outcomes": list(facts.outcomes),
        "languages": list(facts.languages),
        "level": facts.level,
        "subject": facts.subject,
        "workload_hours": None if facts.workload_hours is None else str(facts.workload_hours),
        "licence": facts.licence,
        "attribution": facts.attribution,
        "teachers": [
            {"name": each.name, "role": each.role, "about": each.about, "photo": each.photo} for each in facts.teachers
        ],
        "cover": facts.cover,
        "certificate": facts.certificate,
        "caption_languages": _caption_languages(bundle),
        "dates": {
            "opens_at": _iso(dates.opens_at),
            "closes_at": _iso(dates.closes_at),
            "starts_at": _iso(dates.starts_at),
            "ends_at": _iso(dates.ends_at),
            "grace_minutes": dates.grace_minutes,
            "zone": dates.zone,
            "self_paced": dates.self_paced,
        },
    }


def facts_of(kept: Mapping[str, Any]) -> tuple[Facts, Dates]:
    """Read back what `facts_json` gave."""
    dates = kept.get("dates", {})
    return (
        Facts(
            slug=kept.get("slug", ""),
            title=kept.get("title", {}),
            summary=kept.get("summary", {}),
            about=kept.get("about", {}),
            outcomes=tuple(kept.get("outcomes", ())),
            languages=tuple(kept.get("languages", ())),
            level=kept.get("level", ""),
            subject=kept.get("subject", ""),
            workload_hours=Decimal(kept["workload_hours"]) if kept.get("workload_hours") else None,
            licence=kept.get("licence", ""),
            attribution=kept.get("attribution", ""),
            teachers=tuple(Teacher(**each) for each in kept.get("teachers", ())),
            cover=kept.get("cover", ""),
            certificate=kept.get("certificate", {}),
        ),
        Dates(
            **{name: _moment(dates.get(name)) for name in ("opens_at", "closes_at", "starts_at", "ends_at")},
            grace_minutes=dates.get("grace_minutes", 0),
            zone=dates.get("zone", "UTC"),
            self_paced=dates.get("self_paced", False),
        ),
    )


def catalog_fields(facts: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Give the fields of the catalogue that these facts fill. What the source does not say is left out."""
    fields = {
        name: facts.get(name) for name in ("title", "summary", "about", "outcomes", "languages", "caption_languages")
    }
    fields["certificate"] = facts.get("certificate")
    fields |= {name: facts.get(name, "")[:longest] for name, longest in LONGEST.items()}
    fields["level"] = _LEVELS.get(facts.get("level", ""))
    hours = Decimal(facts.get("workload_hours") or 0)
    fields["workload_hours"] = hours if 0 < hours <= MOST_HOURS else None
    fields["subject"] = catalog.subject_of(facts["subject"]) if facts.get("subject") else None
    fields["teachers"] = [
        {"name": each["name"], "role": each["role"], "about": each["about"], **_photo(each["photo"], files)}
        for each in facts.get("teachers", ())
    ]
    if facts.get("cover") in files:
        fields["cover_digest"] = files[facts["cover"]]["digest"]
        fields["cover_name"] = facts["cover"].rpartition("/")[2][:120]
    return {name: value for name, value in fields.items() if value}


def _photo(path: str, files: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    if path not in files:
        return {}
    return {"photo_digest": files[path]["digest"], "photo_name": path.rpartition("/")[2]}


def _caption_languages(bundle: Bundle) -> list[str]:
    found = (
        str(caption.get("language", ""))
        for block in bundle.blocks()
        if block.kind == "video"
        for caption in block.data.get("captions") or ()
    )
    return sorted({language for language in found if language})


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
