"""What our own pages say to machines is read back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from xingtan.catalog import public as catalog
from xingtan.catalog.registry import Dates, Institution
from xingtan.catalog.tests import factories
from xingtan.federation.schema_org import rules

pytestmark = pytest.mark.django_db
PAGE = "http://localhost:8000/courses/apricot/maps/"


def test_a_course_page_is_read_back(apricot: Any) -> None:
    course = factories.published(
        apricot,
        title={"en": "Maps"},
        summary={"en": "All about maps."},
        languages=["en", "fr"],
        outcomes=[{"en": "Read a map"}, {"en": "Draw a map"}],
        teachers=[{"name": {"en": "Grace Hopper"}, "about": {}}],
        level="advanced",
        workload_hours=Decimal("12.5"),
        licence="CC-BY-NC-4.0",
        subject=factories.subject("0532"),
    )
    start = datetime(2027, 9, 1, 8, tzinfo=UTC)
    catalog.open_run(course=course, by=None, is_self_paced=False, starts_at=start, ends_at=start + timedelta(days=42))

    says = rules.said_on(Client().get("/courses/apricot/maps/", HTTP_ACCEPT_LANGUAGE="en").content.decode())
    [node] = rules.courses_of(says.documents, PAGE)
    facts, bad = rules.read(node, page=PAGE, language=says.language)

    assert facts is not None
    assert bad == []
    assert (facts.remote_id, facts.url) == (PAGE, PAGE)
    assert (facts.title, facts.summary) == ({"en": "Maps"}, {"en": "All about maps."})
    assert (facts.languages, facts.level, facts.licence, facts.kind) == (
        ("en", "fr"),
        "advanced",
        "CC-BY-NC-4.0",
        "mooc",
    )
    assert facts.outcomes == ({"en": "Read a map"}, {"en": "Draw a map"})
    assert facts.teachers == ("Grace Hopper",)
    assert facts.workload_hours == Decimal("12.5")
    assert facts.is_free is True
    assert facts.institutions == (Institution(name={"en": "Apricot University"}, country="CN"),)
    assert facts.dates == (Dates(starts_on=start.date(), ends_on=(start + timedelta(days=42)).date()),)
    assert facts.subjects == ("0532",)
