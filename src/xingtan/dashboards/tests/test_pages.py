"""A university's numbers, a course's, one's own: what they say, who sees them, and what they cost."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from xingtan.assessment import public as assessment
from xingtan.assessment.tests import factories as problems
from xingtan.census.public import figures
from xingtan.eventstore import public as eventstore
from xingtan.insights import public as insights
from xingtan.learning import public as learning
from xingtan.learning.tests import factories as learners
from xingtan.teaching.tests import factories as classes


@pytest.fixture
def counted(apricot, monkeypatch):
    """Let the census have counted Apricot University and four others of its size."""
    rows = [
        figures.Row(str(n), f"University {n}", 4, 40, 800 + n * 10, 60, 24_000, 1_000, uid=uid)
        for n, uid in enumerate([str(apricot.uid), "", "", "", ""], 1)
    ]
    days = [figures.Day(date(2026, 3, day), 2, 30 + day, 20) for day in range(1, 8)]
    monkeypatch.setattr(figures, "by_university", lambda **_more: rows)
    monkeypatch.setattr(figures, "by_day", lambda university=None, **_more: days if university == 1 else [])


def test_university_sees_its_days_and_its_size(apricot, kofi, browse, counted):
    shown = browse(kofi).get("/u/apricot/numbers/").content.decode()

    assert "On 7 March 2026 most came: 37 attendances" in shown
    assert '<td class="number">81%</td><td class="number">83%</td>' in shown
    assert "fewer than 1,000 learners" in shown


def test_university_without_a_day_is_told_what_comes(apricot, kofi, browse):
    shown = browse(kofi).get("/u/apricot/numbers/").content.decode()

    assert "No day has been counted yet" in shown
    assert "No session was held in the last four weeks" in shown


def test_university_is_told_until_which_day_it_is_counted(apricot, kofi, browse, counted, monkeypatch):
    assert "All days before" not in browse(kofi).get("/u/apricot/numbers/").content.decode()
    monkeypatch.setattr(eventstore, "under_way", lambda: eventstore.UnderWay(2, 1, 3, date(2026, 3, 1)))

    shown = browse(kofi).get("/u/apricot/numbers/").content.decode()

    assert "2 days are being counted. All days before 1 March 2026 are counted." in shown


def test_university_is_told_what_is_being_counted(apricot, kofi, browse, monkeypatch):
    monkeypatch.setattr(eventstore, "under_way", lambda: eventstore.UnderWay(2, 0, 0, date(2026, 3, 1)))

    shown = browse(kofi).get("/u/apricot/numbers/").content.decode()

    assert "2 days wait to be counted." in shown
    assert "No day has been counted yet" not in shown


@pytest.mark.parametrize("count", [1, 3])
def test_university_asks_the_same_however_many_courses(
    apricot, grace, kofi, browse, now, counted, count, django_assert_num_queries
):
    for number in range(count):
        run = classes.a_class(apricot, grace, now - timedelta(days=2), slug=f"maps-{number}")
        lesson = classes.session(run, grace, now - timedelta(days=2))
        classes.held(lesson, grace, now - timedelta(days=1))
    browser = browse(kofi)
    browser.get("/u/apricot/numbers/")

    with django_assert_num_queries(10):
        shown = browser.get("/u/apricot/numbers/").content.decode()

    assert shown.count('<th scope="row">Maps-') == count


def test_only_who_serves_sees_a_university(apricot, mallory, kofi_of_bamboo, kofi, browse, counted):
    for address in ("/u/apricot/numbers/", "/u/apricot/numbers/days.csv", "/u/apricot/numbers/courses.csv"):
        assert browse(mallory).get(address).status_code == 404
        assert browse(kofi_of_bamboo).get(address).status_code == 404
        assert browse(kofi).get(address).status_code == 200
    assert browse(kofi).get("/u/apricot/numbers/days.csv").content.decode().splitlines()[1] == "2026-03-01,2,31,20"


@pytest.fixture
def ferns(apricot, grace):
    run = learners.run_of(apricot)
    learners.teach(grace, run)
    return run


@pytest.mark.parametrize("count", [1, 3])
def test_teacher_sees_where_learners_stop(ferns, grace, browse, now, count, django_assert_num_queries):
    for number in range(count):
        place = learners.place(ferns, learners.learner(number), now)
        learning.remember_place(enrollment=place, unit="ferns", now=now - timedelta(days=9))
        learning.complete_block(enrollment=place, key="old", now=now - timedelta(days=9))
        insights.flags_on(ferns).model.objects.create(
            enrollment=place, since=now, found_at=now, reasons=[{"code": "unseen", "facts": {"days": 9}}]
        )
    browser, address = browse(grace), f"{ferns.get_absolute_url()}numbers/"
    browser.get(address)

    with django_assert_num_queries(17):
        shown = browser.get(address).content.decode()

    assert "Most stop at “Ferns”" in shown
    assert shown.count("/learners/") >= count
    assert "Was not seen for 9 days." in shown
    table = browser.get(f"{address}units.csv").content.decode().splitlines()
    assert f"ferns,Ferns,{count},{count},0,0" in table


def test_course_without_learners_says_what_comes(ferns, grace, browse):
    shown = browse(grace).get(f"{ferns.get_absolute_url()}numbers/").content.decode()

    for words in (
        "Nobody is known to need help",
        "Nobody has begun yet",
        "Too few have answered",
        "No film was watched",
    ):
        assert words in shown


def test_teacher_sees_which_question_misleads(apricot, grace, browse, now):
    version = problems.course(apricot, problems.problem("beast", problems.ONE))
    run = problems.run_of(version, now)
    learners.teach(grace, run)
    wrong, right = _options(problems.SINGLE)
    for number in range(6):
        place = problems.place(run, learners.learner(number), now)
        answer = {problems.SINGLE["id"]: right if number < 2 else wrong}
        assessment.answer(
            enrollment=place,
            key="beast",
            problem=assessment.problem_of(SimpleNamespace(data=problems.ONE)),
            version=version,
            given=answer,
            now=now,
        )

    shown = browse(grace).get(f"{run.get_absolute_url()}numbers/").content.decode()
    table = browse(grace).get(f"{run.get_absolute_url()}numbers/questions.csv").content.decode()

    assert "1 question misleads" in shown
    assert ",6,0.3333," in table


def _options(question):
    right = next(each["id"] for each in question["options"] if each.get("correct"))
    return next(each["id"] for each in question["options"] if not each.get("correct")), right


def test_only_who_teaches_sees_a_course(ferns, ada, mallory, browse, now):
    learners.place(ferns, ada, now)
    for part in ("", "units.csv", "questions.csv"):
        assert browse(ada).get(f"{ferns.get_absolute_url()}numbers/{part}").status_code == 404
        assert browse(mallory).get(f"{ferns.get_absolute_url()}numbers/{part}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_learner_sees_own_weeks_and_what_comes_next(apricot, ada, browse, now, count, django_assert_num_queries):
    for number in range(count):
        made = learners.bundle()
        facts = made.facts.__class__(slug=f"ferns-{number}", title={"en": f"Ferns {number}"}, languages=("en",))
        run = learners.run_of(apricot, made.__class__(**{**_fields(made), "facts": facts}))
        place = learners.place(run, ada, now)
        learning.complete_block(enrollment=place, key="hello", now=now - timedelta(weeks=number))
    browser = browse(ada)
    browser.get("/learn/weeks/")

    with django_assert_num_queries(8):
        shown = browser.get("/learn/weeks/").content.decode()

    assert f"You studied in {count} of the last 12 weeks" in shown
    assert shown.count("% done") == count
    assert len(browser.get("/learn/weeks/weeks.csv").content.decode().splitlines()) == 13


def _fields(made):
    from dataclasses import fields

    return {each.name: getattr(made, each.name) for each in fields(made)}


def test_weeks_are_one_s_own(browse, mallory, db):
    assert browse().get("/learn/weeks/").status_code == 303
    assert "No week yet" in browse(mallory).get("/learn/weeks/").content.decode()
