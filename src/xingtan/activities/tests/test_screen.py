"""The projector's screen."""

import pytest

from xingtan.activities.models import Activity
from xingtan.activities.tests.test_pages import ANSWERS, TEXTS


@pytest.mark.parametrize(
    ("kind", "asks"),
    [
        ("poll", ["Tea", "Coffee"]),
        ("questionnaire", ["Green", "How?"]),
        ("quiz", ["2 + 2?", "Capital of Ghana?", ">4<"]),
    ],
)
def test_hall_reads_what_is_asked_and_nothing_of_what_came_of_it(kind, asks, session, browse, grace, ada):
    base, teacher = f"/sessions/{session.uid}/activities/", browse(grace)
    teacher.post(f"{base}new/{kind}/", {**TEXTS[kind], "phase": "in", "do": "open"})
    activity = Activity.objects.get()
    browse(ada).post(f"{base}{activity.uid}/responses/", ANSWERS[kind])

    page = teacher.get(f"{base}screen/")

    assert all(words in page.content.decode() for words in asks)
    for hidden in ("<progress", "data-state", "Because.", "Accra", "right"):
        assert hidden not in page.content.decode()
