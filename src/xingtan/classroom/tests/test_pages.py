"""Pages of what happens in the room: each kind before a student, who leads, the hall, and after class; and before strangers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xingtan.activities import public as activities
from xingtan.activities.public import Activity, Move, Response
from xingtan.activities.registry import kinds
from xingtan.activities.tests import factories
from xingtan.classroom.tests.rooms import is_here, students

SECOND = timedelta(seconds=1)
CONFIGS = {
    "buzz": {"points": 1},
    "pick": {"count": 1, "again": False},
    "hands": {"hubs": ["Tartu"], "by_turns": True, "by_hub": True},
    "timer": {"seconds": 600},
    "marks": {"reasons": ["A good answer"]},
    "groups": {"rule": "chance", "measure": "size", "count": 2, "who": "all", "hubs": ["Tartu"]},
    "group_task": {"task": "Draw a map."},
    "rating": {"rubric": [{"key": "c1", "name": "Clear", "most": 5}], "each": 1, "middle": "median"},
    "camera": {"task": "Your notes"},
    "push": {"what": "link", "link": "https://example.org/", "name": "https://example.org/", "words": "Look"},
}
FORMS = {
    "buzz": {"points": "2"},
    "pick": {"count": "2"},
    "hands": {"hubs": "Tartu\n\nAccra\nTartu", "by_hub": "on"},
    "timer": {"long_minutes": "1", "long_seconds": "30"},
    "marks": {"reasons": "Helped others"},
    "groups": {"rule": "hub", "measure": "number", "count": "3", "who": "all", "hubs": "Tartu"},
    "group_task": {"task": "Draw a map."},
    "rating": {"rubric": "Clear: 4\nCorrect\nKind：3", "each": "2", "middle": "trimmed"},
    "camera": {"task": ""},
    "push": {"link": "https://example.org/"},
}


def _lively(kind, session, grace, person, now):
    """Open an activity in which something has happened."""
    made = factories.opened(session, grace, now, kind=kind, config=CONFIGS[kind], title=f"The {kind}")
    moves: dict[str, list[tuple[str, dict[str, str]]]] = {
        "buzz": [("judge", {"answer": f"{person.pk}:right"})],
        "pick": [("draw", {})],
        "hands": [("word", {"person": str(person.pk)})],
        "marks": [("mark", {"person": str(person.pk), "points": "1", "reason": "A good answer"})],
    }
    says: dict[str, dict[str, str]] = {
        "buzz": {},
        "hands": {"up": "1", "hub": "Tartu"},
        "group_task": {"words": "Our map"},
    }
    if kind in says:
        factories.say(made, person, now, **says[kind])
    for do, payload in moves.get(kind, []):
        activities.make_move(activity=made, do=do, payload=payload, by=grace, now=now + SECOND)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize("kind", CONFIGS)
def test_each_kind_is_drawn_for_everybody(browse, session, grace, ada, now, kind):
    is_here(session, ada, now)
    made = _lively(kind, session, grace, ada, now)
    activities.show_results(activity=made, now=now)

    for person, path in [
        (ada, ""),
        (grace, ""),
        (grace, "lead"),
        (ada, "screen"),
        (grace, "screen"),
        (grace, "report"),
    ]:
        address = f"/sessions/{session.uid}/activities/{path}/" if path else made.url
        answer = browse(person).get(address)
        if person == ada and path == "screen":
            assert answer.status_code == 404
            continue
        assert answer.status_code == 200, (person, path)
        if path != "screen":
            assert f"The {kind}" in answer.content.decode()


@pytest.mark.parametrize("kind", CONFIGS)
def test_each_kind_is_prepared_changed_and_opened(browse, session, grace, now, kind):
    client, address = browse(grace), f"/sessions/{session.uid}/activities/new/{kind}/"
    assert client.get(address).status_code == 200

    answer = client.post(address, {"title": "Again", "phase": "in", **FORMS[kind]})
    assert answer.status_code == 303, answer.content.decode()
    made = Activity.objects.get(title="Again")
    assert client.get(f"{made.url}facts/").status_code == 200
    changed = client.post(f"{made.url}facts/", {"title": "Changed", "phase": "in", **_starting(made)})
    opened = client.post(f"{made.url}state/", {"do": "open"})

    assert (changed.status_code, opened.status_code) == (303, 303)
    before, made = made.config, Activity.objects.get(pk=made.pk)
    assert (made.title, made.config, made.state) == ("Changed", before, "open")


def _starting(made):
    form = kinds.named(made.kind).form
    said = form.starting(made.config)
    return {name: value for name, value in said.items() if value not in (None, False)}


@pytest.mark.parametrize("kind", CONFIGS)
def test_strangers_and_other_classes_find_nothing(browse, session, apricot, grace, ada, mallory, now, kind):
    made = factories.opened(session, grace, now, kind=kind, config=CONFIGS[kind])
    elsewhere = factories.a_class(apricot, grace, now, slug="ferns")
    (other,) = students(elsewhere, 1, now)
    moved, said = Move.objects.count(), Response.objects.count()

    for person in (None, mallory, other):
        client = browse(person)
        for path in ("", "results/", "facts/", "responses.csv"):
            assert client.get(f"{made.url}{path}").status_code == 404
        for path in ("responses/", "moves/", "state/"):
            assert client.post(f"{made.url}{path}", {"do": "draw", "up": "1"}).status_code == 404
    # A student of the class leads nothing.
    for path in ("moves/", "state/"):
        assert browse(ada).post(f"{made.url}{path}", {"do": "draw"}).status_code == 404

    assert (Move.objects.count(), Response.objects.count()) == (moved, said)


def test_a_student_sees_their_own_marks_and_nobody_elses(browse, session, grace, ada, now):
    (other,) = students(session.run, 1, now)
    made = factories.opened(session, grace, now, kind="marks", config=CONFIGS["marks"])
    browse(grace).post(f"{made.url}moves/", {"do": "mark", "person": other.pk, "points": "3", "other": "Brilliant"})

    assert "Brilliant" in browse(other).get(made.url).content.decode()
    hers = browse(ada).get(made.url).content.decode()
    assert "Brilliant" not in hers
    assert other.name not in hers


def test_raters_do_not_see_whose_work_it_is_nor_authors_who_rated(browse, session, grace, ada, now):
    (other,) = students(session.run, 1, now)
    task = factories.opened(session, grace, now, kind="group_task", config=CONFIGS["group_task"])
    factories.say(task, ada, now, words="The map of A")
    factories.say(task, other, now, words="The map of O")
    made = factories.opened(session, grace, now, kind="rating", config=CONFIGS["rating"])
    browse(grace).post(f"{made.url}moves/", {"do": "assign", "source": str(task.uid)})
    work = "1" if "Work 1" in browse(ada).get(made.url).content.decode() else "2"
    browse(ada).post(f"{made.url}responses/", {"work": work, "c1": "4", "words": "Well drawn"})
    activities.show_results(activity=made, now=now)

    rater = browse(ada).get(made.url).content.decode()
    author = browse(other).get(made.url).content.decode()

    assert "The map of O" in rater
    assert other.name not in rater
    assert "Well drawn" in author
    assert ada.name not in author
    assert "80" in author


def test_a_group_sees_what_it_handed_in_before_all_is_shown(browse, session, grace, ada, now):
    (other,) = students(session.run, 1, now)
    factories.opened(session, grace, now, kind="groups", config=CONFIGS["groups"])
    made = factories.opened(session, grace, now, kind="group_task", config=CONFIGS["group_task"])

    browse(ada).post(f"{made.url}responses/", {"words": "Our map"})

    assert "Our map" in browse(other).get(made.url).content.decode()


def test_the_timer_says_what_is_left_without_script(browse, session, grace, ada, now):
    factories.opened(session, grace, now, kind="timer", config={"seconds": 3600})

    page = browse(ada).get(f"/sessions/{session.uid}/activities/").content.decode()

    assert "59:5" in page or "1:00:00" in page
    assert "<xingtan-timer" in page


def test_moves_by_htmx_answer_with_the_desk(browse, session, grace, ada, now):
    is_here(session, ada, now)
    made = factories.opened(session, grace, now, kind="pick", config=CONFIGS["pick"])

    answer = browse(grace).post(
        f"{made.url}moves/", {"do": "draw"}, headers={"HX-Request": "true", "HX-Target": "activities"}
    )

    assert answer.status_code == 200
    assert "Ada Lovelace" in answer.content.decode()


@pytest.mark.parametrize("kind", CONFIGS)
def test_pages_take_as_many_queries_for_one_as_for_three(browse, session, grace, ada, now, kind):
    def queries_of(person):
        client = browse(person)
        client.get(f"/sessions/{session.uid}/activities/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/sessions/{session.uid}/activities/")
        return len(captured)

    is_here(session, ada, now)
    _lively(kind, session, grace, ada, now)
    for_one = [queries_of(person) for person in (ada, grace)]
    for person in students(session.run, 2, now):
        is_here(session, person, now)
        _lively(kind, session, grace, person, now)

    assert [queries_of(person) for person in (ada, grace)] == for_one
