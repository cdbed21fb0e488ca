"""Dates that no clock shows, and numbers that no database holds, are refused wherever a run is made."""

import pytest

from xingtan.catalog.models import Run
from xingtan.catalog.tests import factories

pytestmark = pytest.mark.django_db

STRANGE = (
    {"places": -1},
    {"places": 10**12},
    {"grace_minutes": -5},
    {"grace_minutes": 10**9},
    {"starts_at": "0001-01-01T00:00"},
    {"ends_at": "9999-12-31T23:59", "zone": "America/Los_Angeles"},
)


@pytest.mark.parametrize("said", STRANGE)
def test_strange_run_is_refused_on_its_page(browse, kofi, apricot, said):
    course = factories.published(apricot)

    answer = browse(kofi).post(
        f"{course.get_absolute_url()}runs/", {"zone": "UTC", "grace_minutes": 0, "is_self_paced": True, **said}
    )

    assert answer.status_code == 422
    assert not Run.objects.exists()


@pytest.mark.parametrize("said", [*STRANGE, {"starts_at": "2026-01-01T00:00:00", "ends_at": "2027-01-01T00:00:00Z"}])
def test_strange_run_is_refused_by_the_api(browse, kofi, apricot, said):
    course = factories.published(apricot)
    moments = {name: f"{value}:00Z" for name, value in said.items() if len(str(value)) == 16}

    answer = browse(kofi).post(
        f"/api/v1{course.get_absolute_url()}runs", {**said, **moments}, content_type="application/json"
    )

    assert answer.status_code == 422
    assert not Run.objects.exists()
