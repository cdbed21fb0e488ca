"""Courses to find and to take."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from xingtan.catalog import actions
from xingtan.catalog.models import Course, Subject
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
