"""What learning keeps about a person: taken along whole, and emptied; and the players it brings."""

from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from xingtan.authoring.registry.bundle import BundleBlock, BundleFile
from xingtan.authoring.tests import factories as authoring
from xingtan.catalog.public import Run
from xingtan.learning import actions
from xingtan.learning.models import Bookmark, Enrollment, Extension, Place, Result, Withdrawal
from xingtan.learning.plugs.data import erase, export
from xingtan.learning.registry import players
from xingtan.learning.tests import factories
from xingtan.learning.tests.factories import DAY, NOW
from xingtan.people.public import Person
from xingtan.universities.public import University

CAPTIONS = BundleFile.of_bytes("film.vtt", b"WEBVTT\n\n00:00.000 --> 00:02.000\nFerns are old.\n", "text/vtt")
FILM = BundleFile.of_bytes("film.mp4", b"\x00\x00\x00\x18ftypmp42 film", "video/mp4")


@pytest.fixture
def busy(run: Run, place: Enrollment, grace: Person, ada: Person) -> Enrollment:
    """Let Ada leave something of every kind behind."""
    actions.record_result(enrollment=place, key="which", score=Decimal(1), possible=Decimal(2), completed=True, now=NOW)
    actions.complete_blocks(enrollment=place, keys=["hello", "old", "green"], now=NOW)
    actions.remember_place(enrollment=place, unit="ferns", now=NOW)
    actions.bookmark(enrollment=place, key="ferns", now=NOW)
    extended = {"section": "quiz-one", "until": NOW + DAY, "by": grace, "at": NOW, "why": "Ill"}
    Extension.objects.create(enrollment=place, **extended)
    actions.withdraw(enrollment=place, by=ada, now=NOW, reason="No time")
    return place


def test_all_is_taken_along(busy: Enrollment, ada: Person) -> None:
    (course,) = export(ada)["courses"]

    at = NOW.isoformat()
    judged = {"given_by_a_teacher": False, "judged_score": None}
    assert course == {
        "course": "Ferns",
        "enrolled_at": at,
        "last_seen_at": at,
        "part_done": "1.0000",
        "grade": "0.5000",
        "completed_at": at,
        "left": [{"at": at, "reason": "No time", "returned_at": None}],
        "results": [
            {"part": "which", "completed_at": at, "score": "1.0000", "possible": "2.0000", **judged},
            {"part": "hello", "completed_at": at, "score": None, "possible": None, **judged},
            {"part": "old", "completed_at": at, "score": None, "possible": None, **judged},
            {"part": "green", "completed_at": at, "score": None, "possible": None, **judged},
        ],
        "bookmarks": ["ferns"],
        "later_dates": [{"section": "quiz-one", "until": (NOW + DAY).isoformat(), "why": "Ill"}],
    }


def test_teacher_takes_announcements_along(run: Run, grace: Person) -> None:
    actions.announce(run=run, title={"en": "T"}, body={"en": "W"}, by=grace, now=NOW)

    assert export(grace) == {
        "courses": [],
        "announcements": [{"course": "Ferns", "at": NOW.isoformat(), "title": {"en": "T"}, "words": {"en": "W"}}],
    }


def test_erasing_empties_and_can_be_repeated(busy: Enrollment, ada: Person) -> None:
    erase(ada)
    erase(ada)

    busy.refresh_from_db()
    assert (busy.started_at, busy.seen_at, busy.share, busy.grade) == (None, None, 0, None)
    for model in (Result, Place, Bookmark):
        assert not model.objects.exists()
    assert Withdrawal.objects.get().reason == Extension.objects.get().why == ""


def test_erasing_leaves_others_alone(run: Run, place: Enrollment, mallory: Person) -> None:
    actions.complete_block(enrollment=place, key="hello", now=NOW)

    erase(mallory)

    assert Result.objects.count() == 1


def film(key: str, **data: Any) -> BundleBlock:
    captions = [{"language": "en", "file": CAPTIONS.digest}]
    return BundleBlock(key=key, kind="video", title={"en": "Ferns in the rain"}, data={"captions": captions, **data})


def test_film_keeps_the_browsers_player_and_adds_the_island(
    apricot: University, ada: Person, browse: Callable[..., Client]
) -> None:
    sources = [{"file": FILM.digest, "url": None, "name": "film.mp4"}]
    blocks = (film("own", sources=sources), film("elsewhere", youtube="abc"))
    made = factories.bundle(factories.section("s", authoring.unit("u", *blocks)))
    made.files.update({file.path: file for file in (CAPTIONS, FILM)})
    run = factories.run_of(apricot, made)
    factories.place(run, ada)

    page = browse(ada).get(f"{run.get_absolute_url()}units/u/").content.decode()
    own, elsewhere = page.split('id="block-elsewhere"')

    assert own.count("<xingtan-video") == own.count("<video controls") == own.count('<track kind="captions"') == 1
    assert "Ferns are old." in own
    assert "<xingtan-video" not in elsewhere
    assert "<iframe" not in elsewhere
    assert 'href="https://www.youtube.com/watch?v=abc"' in elsewhere
    assert "Ferns are old." in elsewhere


def test_film_that_cannot_be_marked_says_why(apricot: University, ada: Person, browse: Callable[..., Client]) -> None:
    sources = [{"file": None, "url": "https://example.org/film.mp4", "name": "film.mp4"}]
    made = factories.bundle(factories.section("s", authoring.unit("u", film("own", sources=sources, captions=[]))))
    run = factories.run_of(apricot, made, ends_at=NOW + DAY)
    factories.place(run, ada)

    response = browse(ada).post(f"{run.get_absolute_url()}blocks/own/")

    assert response.status_code == 422
    assert "so this was not recorded" in response.content.decode()


def test_kind_without_player_is_read() -> None:
    assert players.of("no-such-kind") is players.of("")
    assert players.of("").when_seen
    assert [player.kind for player in players.every()][:1] == [""]


def test_player_can_be_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(players, "_players", dict(players._players))
    mine: Any = SimpleNamespace(kind="abacus", when_seen=False)

    players.register(mine)

    assert players.of("abacus") is mine
