"""The API: the same doors and deeds as the pages."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from xingtan.catalog.public import Run
from xingtan.learning import actions
from xingtan.learning.models import Enrollment, Withdrawal
from xingtan.learning.tests import factories
from xingtan.learning.tests.factories import NOW
from xingtan.people.public import Person
from xingtan.universities.public import University

Browse = Callable[..., Client]


@pytest.fixture
def url(run: Run) -> str:
    return f"/api/v1{run.get_absolute_url()}".removesuffix("/")


def test_nobody_has_enrollments(browse: Browse, db: None) -> None:
    assert browse().get("/api/v1/me/enrollments").status_code == 401


def test_own_enrollments_are_listed(browse: Browse, place: Enrollment, mallory: Person) -> None:
    listed = browse(place.learner).get("/api/v1/me/enrollments").json()

    assert [(each["uid"], each["course"], each["university"]) for each in listed] == [
        (str(place.uid), "ferns", "apricot")
    ]
    assert browse(mallory).get("/api/v1/me/enrollments").json() == []


def test_place_is_taken_and_left(browse: Browse, ada: Person, url: str) -> None:
    client = browse(ada)

    taken = client.put(f"{url}/place")
    left = client.delete(f"{url}/place")

    assert taken.json()["uid"] == str(Enrollment.objects.get().uid)
    assert left.status_code == 204
    assert Withdrawal.objects.get().by == ada


def test_full_run_says_so(browse: Browse, apricot: University, ada: Person, mallory: Person) -> None:
    run = factories.run_of(apricot, places=1)
    factories.place(run, mallory)

    response = browse(ada).put(f"/api/v1{run.get_absolute_url()}place")

    assert response.status_code == 422
    assert response.json()["detail"].startswith("There are no places left")


def test_progress_and_results_are_told(browse: Browse, place: Enrollment, url: str) -> None:
    actions.record_result(enrollment=place, key="which", score=Decimal(1), possible=Decimal(2), completed=True, now=NOW)
    client = browse(place.learner)

    told: dict[str, Any] = client.get(f"{url}/progress").json()
    results = client.get(f"{url}/results").json()

    assert (told["part_done"], told["grade"], told["grade_name"], told["is_passed"]) == (
        "0.2500",
        "0.5000",
        "Pass",
        True,
    )
    assert (told["resume_unit"], told["completed_at"]) == ("welcome", None)
    assert [(each["key"], each["done"], each["total"]) for each in told["sections"]] == [
        ("reading", 0, 3),
        ("quiz-one", 1, 1),
    ]
    assert [(each["key"], each["score"], each["possible"]) for each in results] == [("which", "1.0000", "2.0000")]


def test_course_without_content_has_no_progress(browse: Browse, apricot: University, ada: Person) -> None:
    from xingtan.catalog import public as catalog

    course = catalog.add_course(university=apricot, slug="empty", by=None, title={"en": "Empty"})
    run = catalog.open_run(course=course, by=None)
    factories.place(run, ada)

    assert browse(ada).get(f"/api/v1{run.get_absolute_url()}progress").status_code == 404


def test_learners_are_for_those_who_serve(browse: Browse, place: Enrollment, grace: Person, url: str) -> None:
    factories.teach(grace, place.run)

    listed = browse(grace).get(f"{url}/learners?q=ada").json()

    assert (listed["count"], listed["learners"][0]["name"]) == (1, "Ada Lovelace")
    assert browse(place.learner).get(f"{url}/learners").status_code == 404


@pytest.mark.parametrize("page", ["progress", "results", "learners"])
def test_strangers_find_nothing(browse: Browse, url: str, mallory: Person, page: str) -> None:
    for who in (None, mallory):
        assert browse(who).get(f"{url}/{page}").status_code == 404
