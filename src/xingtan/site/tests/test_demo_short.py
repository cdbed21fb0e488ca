"""The short courses of the demo read without a fault, in both languages, and the experiment is in its place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.federation.folder import public as folder
from xingtan.kernel import archives
from xingtan.site.demo import cast, monday


@pytest.mark.parametrize("slug", [monday.DRILL, monday.EXPERIMENT])
def test_short_course_reads_without_errors_and_is_whole_in_both_languages(slug: str) -> None:
    with archives.unpack(monday.FOLDERS / slug) as tree:
        bundle = folder.read(tree)

    report = bundle.report
    assert [row.to_json() for row in (*report.errors, *report.changed, *report.unsupported)] == []
    assert set(bundle.facts.languages) == {"en", "zh-hans"}
    for each in bundle.units():
        assert {"en", "zh-hans"} <= set(each.title), each.key
    for block in bundle.blocks():
        if block.kind != "text":
            assert {"en", "zh-hans"} <= set(block.title), block.key
        assert "zh-hans" in block.data["in"], block.key


def test_short_courses_are_offered_once(db: None) -> None:
    cast.found(now=timezone.now())
    told: list[str] = []

    for _ in range(2):
        monday.offer_short_courses(now=timezone.now(), say=told.append)

    assert told == [monday.DRILL, monday.EXPERIMENT]
    course = catalog.Course.objects.get(slug=monday.EXPERIMENT)
    version = authoring.newest_version(course)
    assert version is not None
    pendulum = authoring.outline_of(version).blocks["pendulum"]
    assert (pendulum.kind, pendulum.possible) == ("experiment", Decimal(4))
