"""Minutes of films: said by browsers, kept in the spool, added up once."""

import pytest

from xingtan.authoring.registry.bundle import BundleBlock
from xingtan.authoring.tests import factories as authoring
from xingtan.dashboards import actions
from xingtan.dashboards.adapters import lanes
from xingtan.dashboards.models import Mark, Minute
from xingtan.dashboards.rules import Played
from xingtan.learning.tests import factories as learners


@pytest.fixture
def run(apricot, grace):
    film = BundleBlock(key="film", kind="video", title={"en": "A film"}, data={"sources": []})
    made = learners.bundle(learners.section("films", authoring.unit("cinema", film)))
    found = learners.run_of(apricot, made)
    learners.teach(grace, found)
    return found


def _played(run, browser, minutes="0:1:0 1:2:1", block="film"):
    return browser.post(f"{run.get_absolute_url()}films/{block}/played/", {"minutes": minutes})


def test_what_learners_play_is_added_up_once(run, ada, browse, now):
    learners.place(run, ada, now)

    assert _played(run, browse(ada)).status_code == 204
    assert _played(run, browse(ada)).status_code == 204
    assert [actions.fold_played(), actions.fold_played()] == [2, 0]

    assert list(Minute.objects.order_by("minute").values_list("key", "minute", "plays", "again")) == [
        ("film", 0, 2, 0),
        ("film", 1, 4, 2),
    ]


def test_no_person_is_kept(run, ada, browse, now, own_home):
    learners.place(run, ada, now)
    _played(run, browse(ada))

    said = next(own_home.rglob("films-*.jsonl")).read_text()
    assert str(ada.uid) not in said
    assert "ada" not in said.lower()


def test_killed_between_it_goes_on_where_it_was(run, now):
    lanes.put(run=run.uid, key="film", minutes=[Played(0, 1, 0)], now=now)
    actions.fold_played()
    lanes.put(run=run.uid, key="film", minutes=[Played(0, 1, 0)], now=now)
    mark = Mark.objects.get()

    actions.fold_played()
    # A second process that read the same stretch finds it added.
    for stretch in lanes.stretches_of_films(mark.file, mark.offset):
        actions._add(lane=lanes.FILMS, stretch=stretch, add=actions._add_played)

    assert Minute.objects.get().plays == 2


def test_broken_lines_are_left_out(run, now, own_home):
    lanes.put(run=run.uid, key="film", minutes=[Played(0, 1, 0)], now=now)
    lane = next(own_home.rglob("films-*.jsonl"))
    lane.write_bytes(b'rubbish\n{"body": 3}\n{"body": {"run": "x"}}\n' + lane.read_bytes() + b'{"half')

    assert actions.fold_played() == 1
    assert Minute.objects.get().plays == 1


def test_strangers_and_teachers_leave_nothing(run, mallory, grace, ada, browse, now, own_home):
    learners.place(run, ada, now)

    assert _played(run, browse(mallory)).status_code == 404
    assert _played(run, browse()).status_code in (302, 303, 404)
    assert _played(run, browse(grace)).status_code == 204
    assert _played(run, browse(ada), block="no-such").status_code == 404
    assert browse(ada).get(f"{run.get_absolute_url()}films/film/played/").status_code == 405
    assert not list(own_home.rglob("films-*.jsonl"))


def test_page_of_a_film_says_what_is_played(run, ada, grace, browse, now):
    learners.place(run, ada, now)

    shown = browse(ada).get(f"{run.get_absolute_url()}units/cinema/").content.decode()
    of_teachers = browse(grace).get(f"{run.get_absolute_url()}units/cinema/").content.decode()

    assert f'<xingtan-watched src="{run.get_absolute_url()}films/"' in shown
    assert "xingtan-watched" not in of_teachers


@pytest.mark.parametrize("count", [1, 3])
def test_teachers_see_which_minute_is_watched_again(run, grace, browse, count):
    Minute.objects.create(run=run, key="film", minute=count, plays=5, again=4)

    shown = browse(grace).get(f"{run.get_absolute_url()}numbers/").content.decode()

    assert f"“A film”: minute {count + 1} is watched again most, 4 times" in shown
