"""Courses to find and to take."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from xingtan.catalog import actions
from xingtan.catalog.models import Course, Listing, Platform, Subject
from xingtan.universities import public as universities

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def draft(university: universities.University, slug: str = "maps", **facts: Any) -> Course:
    """Add a course to a university's drafts."""
    described = {"title": {"en": slug.title()}, "summary": {"en": f"All about {slug}."}, "languages": ["en"], **facts}
    return actions.add_course(university=university, slug=slug, by=None, **described)


def published(university: universities.University, slug: str = "maps", **facts: Any) -> Course:
    """Publish a course."""
    return actions.publish_course(course=draft(university, slug, **facts), by=None, now=NOW)


def subject(code: str = "0532") -> Subject:
    """Find a subject, as every site has them."""
    return Subject.objects.get(code=code)


def platform(slug: str = "pagoda", **facts: Any) -> Platform:
    """Let a partner's courses be found."""
    known = {
        "name": {"en": slug.title()},
        "country": "CN",
        "website": "https://pagoda.example",
        "joined_on": NOW.date(),
    }
    return Platform.objects.create(slug=slug, **{**known, **facts})


def hosted(where: Platform, university: universities.University, slug: str = "silk", **facts: Any) -> Course:
    """Publish a course that runs on a partner's platform."""
    course = published(university, slug, host=where, **facts)
    list_on(where, course)
    return course


def list_on(where: Platform, course: Course, **facts: Any) -> Listing:
    """Let a platform show a course."""
    said = {
        "remote_id": course.slug,
        "url": f"https://{where.slug}.example/{course.slug}",
        "facts": {},
        "sources": {"title": [NOW.isoformat(), "moochub"]},
        "first_seen_at": NOW,
        "last_seen_at": NOW,
        "changed_at": NOW,
    }
    return Listing.objects.create(platform=where, course=course, **{**said, **facts})
