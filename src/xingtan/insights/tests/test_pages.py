"""What students and teachers see: points, reasons, cases."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from xingtan.insights import actions
from xingtan.insights.models import Case, Flag, PointRule, Watch
from xingtan.insights.rules import scripted
from xingtan.learning.tests import factories as learners
from xingtan.teaching.tests import factories

EVIDENCE = [{"hours": 23, "from": "2026-03-01T00:00:00+00:00"}]


@pytest.fixture
def case(maps, place, now):
    actions.open_cases(run=maps, found={(place.pk, scripted.HOURS): EVIDENCE}, now=now)
    return Case.objects.get()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_however_long(browse, maps, grace, rules, happen, now, count, django_assert_num_queries):
    for number in range(count):
        learner = learners.learner(number)
        place = factories.place(maps, learner, now)
        actions.book_points(happened=[happen(person=learner)])
        actions.open_cases(run=maps, found={(place.pk, scripted.HOURS): EVIDENCE}, now=now)
    actions.find_flags(run=maps, now=now + timedelta(days=20))
    browser, base = browse(grace), maps.get_absolute_url()
    browser.get(f"{base}points/")

    for part, queries, seen in (
        ("points/", 9, "5</td>"),
        ("attention/", 9, "Was not seen"),
        ("cases/", 8, "To decide"),
    ):
        with django_assert_num_queries(queries):
            shown = browser.get(f"{base}{part}").content.decode()
        assert shown.count(seen) == count


def test_student_sees_own_ledger_and_no_ranking(browse, maps, place, rules, happen, ada, now):
    other = learners.learner(1)
    factories.place(maps, other, now)
    actions.book_points(happened=[happen(), happen("late"), happen(person=other)])
    address = f"{maps.get_absolute_url()}points/"

    shown = browse(ada).get(address).content.decode()
    assert "Being at a session" in shown
    assert ">7<" in shown
    assert "Learner 001" not in shown

    actions.set_watch(run=maps, shows_ranking=True)
    assert "Learner 001" in browse(ada).get(f"{address}?page=rubbish").content.decode()


def test_teacher_says_what_is_worth_points(browse, maps, place, grace, ada):
    address = f"{maps.get_absolute_url()}points/rules/"

    assert browse(grace).post(address, {"present": "5", "activity:poll": "many"}).status_code == 422
    browse(grace).post(address, {"present": "5", "late": ""})

    assert list(PointRule.objects.values_list("what", "points")) == [("present", Decimal(5))]
    assert [browse(each).get(address).status_code for each in (ada, None)] == [404, 404]


def test_reasons_are_seen_by_both(browse, maps, place, grace, ada, now):
    address = f"{maps.get_absolute_url()}attention/"
    actions.find_flags(run=maps, now=now + timedelta(days=20))

    for each in (grace, ada):
        assert "Was not seen for 20 days." in browse(each).get(address).content.decode()
    browse(ada).post(address)
    assert Flag.objects.exists()
    browse(grace).post(address)
    assert not Flag.objects.exists()
    assert "no reason to ask after anyone" in browse(grace).get(address).content.decode()


def test_teacher_says_what_is_watched(browse, maps, place, grace, ada):
    address = f"{maps.get_absolute_url()}attention/watch/"
    said = {"missed_in_a_row": "2", "quantile_percent": "0", "days_unseen": "7"}

    assert browse(grace).post(address, {**said, "quantile_percent": "99"}).status_code == 422
    browse(grace).post(address, said)

    watch = Watch.objects.get()
    assert (watch.missed_in_a_row, watch.expects_work, watch.shows_ranking) == (2, False, False)
    assert browse(ada).get(address).status_code == 404


def test_case_goes_from_teacher_to_student(browse, maps, place, case, grace, ada, mallory):
    address = f"/cases/{case.uid}/"
    teacher, student = browse(grace), browse(ada)
    assert [browse(each).get(address).status_code for each in (ada, mallory, None)] == [404, 404, 404]
    assert "something in 23 of 24 hours" in teacher.get(address).content.decode()
    assert "No case" in student.get(f"{maps.get_absolute_url()}cases/").content.decode()

    assert teacher.post(f"{address}decision/", {"decision": "unfounded", "words": ""}).status_code == 422
    assert teacher.post(f"{address}decision/", {"decision": "hang", "words": "x"}).status_code == 422
    assert student.post(f"{address}decision/", {"decision": "unfounded", "words": "x"}).status_code == 404
    teacher.post(f"{address}decision/", {"decision": "unfounded", "words": "She was ill."})
    assert teacher.post(f"{address}decision/", {"decision": "stands", "words": "x"}).status_code == 422
    assert teacher.post(f"{address}answer/", {"words": "x"}).status_code == 404

    assert "She was ill." in student.get(address).content.decode()
    student.post(f"{address}answer/", {"words": "Thank you for asking."})
    assert student.post(f"{address}answer/", {"words": "More"}).status_code == 422
    assert "Thank you for asking." in teacher.get(address).content.decode()


def test_assistants_see_no_cases(browse, maps, case, mallory, now):
    learners.teach(mallory, maps, role="assistant")

    assert browse(mallory).get(f"{maps.get_absolute_url()}cases/").status_code == 404
    assert browse(mallory).get(f"{maps.get_absolute_url()}attention/").status_code == 200


def test_ways_lead_here(browse, maps, place, rules, grace, ada):
    base = maps.get_absolute_url()

    assert f"{base}points/" in browse(ada).get(f"{base}sessions/").content.decode()
    assert f"{base}attention/" in browse(grace).get(f"{base}sessions/").content.decode()


def test_student_finds_the_way_on_the_run(browse, apricot, ada, now):
    run = learners.run_of(apricot)
    learners.place(run, ada)

    shown = browse(ada).get(run.get_absolute_url()).content.decode()

    assert f"{run.get_absolute_url()}attention/" in shown
    assert f"{run.get_absolute_url()}points/" not in shown


def test_programs_do_the_same(browse, maps, place, case, rules, happen, grace, ada, mallory):
    actions.book_points(happened=[happen()])
    base, teacher, student = f"/api/v1{maps.get_absolute_url()}", browse(grace), browse(ada)

    def put(browser, address, body):
        return browser.put(address, json.dumps(body), content_type="application/json")

    assert student.get(f"{base}points").json()["points"] == "5.00"
    assert teacher.get(f"{base}points").status_code == 404
    assert [each["points"] for each in teacher.get(f"{base}points/sums").json()] == ["5.00"]
    assert student.get(f"{base}points/sums").status_code == 404
    assert put(teacher, f"{base}points/rules", {"worth": {"late": "1"}}).json() == {"count": 1}
    for wrong in ({"nothing": "1"}, {"late": "100000"}):
        assert put(teacher, f"{base}points/rules", {"worth": wrong}).status_code == 422
    assert put(student, f"{base}points/rules", {"worth": {"late": "9"}}).status_code == 404
    assert teacher.post(f"{base}flags").json() == {"count": 0}
    assert student.get(f"{base}flags").json() == []
    assert len(teacher.get(f"{base}cases").json()) == 1
    assert student.get(f"{base}cases").json() == []
    decided = {"decision": "talked", "words": "Settled."}
    assert put(student, f"/api/v1/cases/{case.uid}/decision", decided).status_code == 404
    assert put(teacher, f"/api/v1/cases/{case.uid}/decision", decided).status_code == 204
    assert put(student, f"/api/v1/cases/{case.uid}/answer", {"words": "Yes."}).status_code == 204
    assert student.get(f"{base}cases").json()[0]["answer"] == "Yes."
    assert browse(mallory).get(f"{base}flags").status_code == 404
