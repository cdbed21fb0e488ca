"""What goes wrong in a real lesson: wrong clocks, two teachers at once, a class of zero, names that were made up."""

import json
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from xingtan.activities import public as activities
from xingtan.activities.registry import kinds
from xingtan.activities.tests import factories
from xingtan.classroom.rules import confusion
from xingtan.classroom.tests.rooms import students
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.models import Outbox
from xingtan.people import registry

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
RUBRIC = [{"key": "c1", "name": "Clear", "most": 5}]
SUM = {"id": "q", "label": "2 + 2?", "type": "numeric", "answer": "4", "accept": []}
CONFIGS = {
    "poll": factories.TEA,
    "questionnaire": factories.TEA,
    "quiz": {"problems": [{"key": "", "title": "", "possible": "1", "data": {"parts": [{"question": SUM}]}}]},
    "brainstorm": {"unnamed": False},
    "word_cloud": {"most": 2, "unnamed": True},
    "discussion": {},
    "confusion": {"slides": 3, "unnamed": True},
    "camera": {"task": ""},
    "buzz": {"points": 1},
    "pick": {"count": 1, "again": False},
    "hands": {"hubs": [], "by_turns": False, "by_hub": False},
    "groups": {"rule": "chance", "measure": "size", "count": 4, "who": "all", "hubs": []},
    "group_task": {"task": ""},
    "rating": {"rubric": RUBRIC, "each": 3, "middle": "median"},
    "marks": {"reasons": ["Good"]},
    "push": {"what": "link", "link": "https://example.org/", "words": "", "name": "x"},
    "timer": {"seconds": 60},
}


def _results(activity, at):
    activity.refresh_from_db()
    return activities.folded([activity], at)[activity.pk].results


def _move(activity, by, at, do, **payload):
    return activities.make_move(activity=activity, do=do, payload=payload, by=by, now=at)


def _points():
    rows = Outbox.objects.filter(name="activities.points_given").order_by("pk")
    return [(row.body["person"], Decimal(str(row.body["score"]))) for row in rows]


def test_every_kind_is_looked_at_here():
    assert set(CONFIGS) == {each.name for each in kinds.every() if each.form is not None}


@pytest.mark.parametrize("kind", CONFIGS)
def test_a_class_of_zero_has_every_page(kind, apricot, grace, now, browse):
    run = factories.a_class(apricot, grace, now, slug="nobody")
    session = factories.session(run, grace, now)
    made = factories.opened(session, grace, now, kind=kind, config=CONFIGS[kind], title="To nobody")
    base, teacher = f"/sessions/{session.uid}/activities/", browse(grace)

    codes = [teacher.get(f"/sessions/{session.uid}/{place}/").status_code for place in ("lead", "screen")]
    for do in ("show", "close", "hide", "show"):
        assert teacher.post(f"{base}{made.uid}/state/", {"do": do}).status_code == 303
    pages = (
        base,
        f"{base}report/",
        f"{base}{made.uid}/",
        f"{base}{made.uid}/responses.csv",
        f"{base}{made.uid}/results/",
    )
    codes += [teacher.get(place).status_code for place in pages]
    codes.append(teacher.get(f"/api/v1{base}".rstrip("/")).status_code)

    assert set(codes) == {200}


@pytest.mark.parametrize(
    ("kind", "do"),
    [("pick", "draw"), ("groups", "deal"), ("rating", "assign"), ("hands", "lower_all"), ("buzz", "again")],
)
def test_nobody_is_drawn_from_a_class_of_zero(kind, do, apricot, grace, now):
    session = factories.session(factories.a_class(apricot, grace, now, slug="nobody"), grace, now)
    made = factories.opened(session, grace, now, kind=kind, config=CONFIGS[kind], title="x")

    try:
        _move(made, grace, now, do)
    except RuleBroken as broken:
        said = str(broken)
    else:
        said = "done"

    assert said


@pytest.mark.parametrize("hours", [-11, 11])
def test_what_a_phone_says_of_the_time_is_not_heard(hours, session, grace, ada, now, browse):
    made = factories.opened(session, grace, now, kind="buzz", config=CONFIGS["buzz"], title="Who?")
    said = (now + hours * HOUR).isoformat()

    factories.say(made, ada, now + SECOND, at=said, created=said, opened_at=said)

    found = activities.answers_of([made])[made.pk]
    assert [(each.at, dict(each.payload)) for each in found] == [(now + SECOND, {})]


def test_a_program_with_a_wrong_clock_does_not_close_what_it_opens(session, grace, now, browse):
    made = factories.made(session, grace, now)
    one = f"/api/v1/sessions/{session.uid}/activities/{made.uid}/state"

    def send(**body):
        return browse(grace).put(one, json.dumps(body), content_type="application/json").status_code

    assert send(do="open", closes_at="2001-01-01T00:00:00Z") == 422
    made.refresh_from_db()
    assert made.is_draft
    assert send(do="open", closes_at="9999-12-31T00:00:00Z") == 200
    assert send(do="close") == 200
    assert send(do="reopen", closes_at="2001-01-01T00:00:00Z") == 422


def test_an_answer_in_time_counts_though_it_is_read_after_the_close(session, grace, ada, now):
    made = factories.opened(session, grace, now)
    activities.close(activity=made, by=grace, now=now + 10 * SECOND)
    made.refresh_from_db()
    before = activities.folded([made], now + HOUR)[made.pk].answered

    factories.say(made, ada, now + 9 * SECOND, q0="0")
    with pytest.raises(RuleBroken):
        factories.say(made, ada, now + 10 * SECOND, q0="1")
    with pytest.raises(RuleBroken):
        factories.say(made, ada, now - SECOND, q0="1")

    made.refresh_from_db()
    assert (before, activities.folded([made], now + HOUR)[made.pk].answered) == (0, 1)


def test_two_teachers_judge_one_answer_and_it_earns_once(session, grace, kofi, ada, now):
    made = factories.opened(session, grace, now, kind="buzz", config={"points": 2}, title="Who?")
    factories.say(made, ada, now + SECOND)

    for by in (grace, kofi):
        _move(made, by, now + 2 * SECOND, "judge", answer=f"{ada.pk}:right")
    assert _points() == [(str(ada.uid), Decimal(2))]

    _move(made, grace, now + 3 * SECOND, "judge", answer=f"{ada.pk}:wrong")
    assert _points()[1:] == [(str(ada.uid), Decimal(-2))]


def test_who_did_not_press_is_not_judged(session, grace, ada, mallory, now):
    made = factories.opened(session, grace, now, kind="buzz", config={"points": 2}, title="Who?")
    factories.say(made, ada, now + SECOND)
    (other,) = students(session.run, 1, now)

    for person in (mallory.pk, other.pk, 2**50):
        with pytest.raises(RuleBroken):
            _move(made, grace, now + 2 * SECOND, "judge", answer=f"{person}:right")
    _move(made, grace, now + 3 * SECOND, "again")
    with pytest.raises(RuleBroken):
        _move(made, grace, now + 4 * SECOND, "judge", answer=f"{ada.pk}:right")

    assert _points() == []


def test_the_word_is_given_to_who_is_in_the_class_and_is_theirs_to_have(session, grace, ada, mallory, now):
    made = factories.opened(session, grace, now, kind="hands", config=CONFIGS["hands"], title="Hands")
    for do in ("word", "lower"):
        with pytest.raises(RuleBroken):
            _move(made, grace, now, do, person=mallory.pk)

    _move(made, grace, now, "word", person=ada.pk)

    told = registry.exporters["activities"](ada)["marks, draws and judged answers"]
    assert [each["what"] for each in told] == ["word"]


def test_one_appeals_after_the_close_as_long_as_results_are_shown(session, grace, ada, now, browse):
    others = students(session.run, 3, now)
    work = factories.opened(session, grace, now, kind="group_task", config={"task": ""}, title="Write")
    for person in (ada, *others):
        factories.say(work, person, now, words="Mine")
    made = factories.opened(session, grace, now, kind="rating", config=CONFIGS["rating"], title="Rate")
    _move(made, grace, now, "assign", source=str(work.uid))
    for number, people in enumerate([each["reviewers"] for each in _results(made, now)["works"]], 1):
        for person in (ada, *others):
            if person.pk in people:
                factories.say(made, person, now, work=number, c1=2, words="")
    made = activities.close(activity=made, by=grace, now=now + SECOND)
    for sent in ({"appeal": "Look again"}, {"work": "1", "c1": "5"}):
        with pytest.raises(RuleBroken):
            factories.say(made, ada, now + 2 * SECOND, **sent)
    made = activities.show_results(activity=made, now=now + 3 * SECOND)
    later = now + HOUR
    assert _results(made, later)["works"]
    page = browse(ada).get(f"/sessions/{session.uid}/activities/{made.uid}/").content.decode()
    assert "Appeal to the teacher" in page

    with pytest.raises(RuleBroken):
        factories.say(made, ada, now + 4 * SECOND, work="1", c1="5")
    answer = browse(ada).post(f"/sessions/{session.uid}/activities/{made.uid}/responses/", {"appeal": "Look again"})

    assert answer.status_code == 303
    appealed = [each["appeals"] for each in _results(made, later)["works"] if ada.pk in each["people"]]
    assert [[each["words"] for each in some] for some in appealed] == [["Look again"]]


def test_a_map_says_when_people_got_lost(session, grace, ada, now, browse):
    made = factories.opened(session, grace, now, kind="confusion", config=CONFIGS["confusion"], title="Slides")
    (other,) = students(session.run, 1, now)
    for person, after, slide in ((ada, 5, 2), (ada, 6, 2), (other, 7, 2), (other, 125, 3)):
        factories.say(made, person, now + after * SECOND, slide=slide)

    moments = confusion.clocked(_results(made, now)["moments"], now)

    assert sum(each["lost"] for each in moments) in (3, 4)
    assert moments[-1]["slide"] == 3
    assert moments[-1]["clock"].startswith(("1:5", "2:0"))
    page = browse(grace).get(f"/sessions/{session.uid}/activities/report/").content.decode()
    assert "When people got lost" in page
    table = browse(grace).get(f"/sessions/{session.uid}/activities/{made.uid}/responses.csv").content.decode()
    for person in (ada, other):
        assert person.get_full_name() not in page + table


def test_a_hundred_answers_of_one_program_are_held_back(session, grace, ada, now, browse):
    made = factories.opened(session, grace, now)
    one, student = f"/api/v1/sessions/{session.uid}/activities/{made.uid}/responses", browse(ada)

    codes = [
        student.post(
            one, json.dumps({"answer": {"q0": "0"}, "uid": str(uuid4())}), content_type="application/json"
        ).status_code
        for _ in range(100)
    ]

    assert set(codes) == {201, 429}
    assert codes[0] == 201


def test_no_program_tells_what_is_right_while_one_can_answer_again(session, grace, ada, now, browse):
    made = factories.opened(session, grace, now, kind="quiz", config=CONFIGS["quiz"], title="Sum")
    one = f"/api/v1/sessions/{session.uid}/activities/{made.uid}"
    said = browse(ada).post(f"{one}/responses", json.dumps({"answer": {"p0-q": "5"}}), content_type="application/json")
    assert said.status_code == 201

    def seen():
        taken = registry.exporters["activities"](ada)["answers"][0]
        return browse(ada).get(one).json()["own"], (taken["answer"], taken["points"])

    assert seen() == ({"given": {"0": {"q": "5"}}}, ({"given": {"0": {"q": "5"}}}, None))
    activities.show_results(activity=made, now=now)
    assert "marks" not in seen()[0]
    activities.close(activity=made, by=grace, now=now)
    own, taken = seen()
    assert (own["marks"], taken[1]) == ({"0": {"q": "0"}}, "0")
