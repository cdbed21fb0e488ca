"""Pages: what they show, whom they let in, and how many questions they ask of the database."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from xingtan.timetables import actions
from xingtan.timetables.models import AcceptedClash, DayOff, Intake, MakeUp, Pattern, Term
from xingtan.timetables.tests import factories
from xingtan.timetables.tests.factories import NOW, table

M1 = "M1,Mon,08:00,09:40,1-8,A1,both"
P1 = "P1,Mon,09:00,10:40,1-8,A1,both"


@pytest.fixture
def at(term):
    """Give an address of the university's timetable."""

    def made(name, *parts):
        ours = (
            (term.university.slug,)
            if name in ("terms", "week", "intake", "columns", "plan", "announcement")
            else (
                term.university.slug,
                term.uid,
            )
        )
        return reverse(f"timetables:{name}", args=(*ours, *parts))

    return made


def test_a_term_is_added_and_changed(apricot, kofi, browse):
    said = {"title": "Spring", "starts_on": "2026-03-02", "ends_on": "2026-07-05", "first_monday": "2026-03-02"}

    browse(kofi).post(reverse("timetables:terms", args=("apricot",)), said)
    term = Term.objects.get()
    assert (str(term), term.first_monday) == ("Spring", date(2026, 3, 2))

    browse(kofi).post(term.get_absolute_url(), {**said, "title": "Spring 2026"})
    term.refresh_from_db()
    assert str(term) == "Spring 2026"


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": "2026-01-01"},
        {"first_monday": "2026-03-03"},
        {"starts_on": "2026-02-30"},
        {"starts_on": "0001-01-01"},
        {"ends_on": "9999-12-31"},
        {"title": ""},
        {"first_monday": "1999-03-01"},
    ],
)
def test_a_term_out_of_order_is_refused_with_words(apricot, kofi, browse, wrong):
    said = {"title": "Spring", "starts_on": "2026-03-02", "ends_on": "2026-07-05", "first_monday": "2026-03-02"}

    answer = browse(kofi).post(reverse("timetables:terms", args=("apricot",)), {**said, **wrong})

    assert answer.status_code == 422
    assert not Term.objects.exists()


def test_days_off_and_make_up_days_come_and_go(term, kofi, browse, at):
    browser = browse(kofi)

    browser.post(at("days-off"), {"on": "2026-05-01", "until": "2026-05-03", "why": "May"})
    browser.post(at("make-ups"), {"on": "2026-05-09", "as_of": "2026-05-01"})
    assert (DayOff.objects.count(), MakeUp.objects.count()) == (3, 1)
    assert browser.post(at("make-ups"), {"on": "2026-05-01", "as_of": "2026-05-04"}).status_code == 422

    browser.post(at("day-off", DayOff.objects.order_by("pk").first().pk))
    browser.post(at("make-up", MakeUp.objects.get().pk))
    assert (DayOff.objects.count(), MakeUp.objects.count()) == (2, 0)


def test_a_file_is_brought_looked_through_and_planned(term, maths, physics, kofi, browse, at):
    browser = browse(kofi)
    file = SimpleUploadedFile("all.csv", table(M1, P1))

    answer = browser.post(at("intakes"), {"file": file})
    intake = Intake.objects.get()
    assert (answer.status_code, answer.url) == (303, intake.get_absolute_url())
    assert b"being looked through" in browser.get(answer.url).content

    factories.look(intake)
    page = browser.get(answer.url).content.decode()
    assert "Plan it: 16 new" in page
    assert "2 clashes" in page

    browser.post(at("plan", intake.uid))
    factories.look(intake)
    assert "Planned" in browser.get(answer.url).content.decode()
    assert browser.post(at("plan", intake.uid)).status_code == 422


def test_every_problem_stands_with_its_line(term, maths, kofi, browse):
    intake = factories.bring(term, table(M1, "M1,Xday,08:00,09:40,,,"), kofi)

    page = browse(kofi).get(intake.get_absolute_url()).content.decode()

    assert "line 3" in page
    assert "“Xday” is no day of the week." in page


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("all.csv", b""),
        ("all.csv", b"\x00\xff\xfe" * 50),
        ("all.csv", b'class,weekday,from,to\n"M1,Mon'),
        ("all.ics", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n"),
        ("all.ics", b"PK\x03\x04"),
        ("all.csv", b"=cmd|' /C calc'!A0,1\n" * 3),
    ],
)
def test_rubbish_is_refused_in_words(term, kofi, browse, at, name, data):
    answer = browse(kofi).post(at("intakes"), {"file": SimpleUploadedFile(name, data)})

    if answer.status_code == 303:
        intake = factories.look(Intake.objects.get())
        assert intake.state == Intake.State.REFUSED
        assert browse(kofi).get(intake.get_absolute_url()).status_code == 200
    else:
        assert answer.status_code == 422


def test_columns_are_chosen_on_the_page(term, maths, kofi, browse, at):
    intake = factories.bring(term, table("M1,Mon,08:00,09:40", head="Kurs,weekday,from,to"), kofi)
    assert 'name="class"' in browse(kofi).get(intake.get_absolute_url()).content.decode()

    assert browse(kofi).post(at("columns", intake.uid), {"class": "nowhere"}).status_code == 422
    browse(kofi).post(at("columns", intake.uid), {"class": "Kurs", "weekday": "weekday", "from": "from", "to": "to"})

    assert factories.look(intake).state == Intake.State.READ


def test_a_line_is_written_changed_and_taken_away(term, maths, kofi, browse, at):
    browser = browse(kofi)
    said = {"code": "M1", "weekday": "2", "starts": "08:00", "ends": "09:40", "weeks": "1-4"}

    assert browser.post(at("line-new"), {**said, "ends": "07:00"}).status_code == 422
    assert browser.post(at("line-new"), {**said, "weeks": "never"}).status_code == 422
    assert browser.post(at("line-new"), {**said, "on": "2026-03-03"}).status_code == 422
    browser.post(at("line-new"), said)
    factories.confirm(factories.look(Intake.objects.get()), kofi)

    pattern = Pattern.objects.get()
    assert "08:00–09:40" in browser.get(at("lines")).content.decode()
    assert "M1" in browser.get(at("line", pattern.uid)).content.decode()
    browser.post(at("line", pattern.uid), {**said, "starts": "08:30"})
    assert factories.look(Intake.objects.latest("pk")).report["counts"]["turned"] == 4
    browser.post(at("line", pattern.uid), {"away": "1"})
    assert factories.look(Intake.objects.latest("pk")).report["counts"]["off"] == 4


def test_a_clash_may_stand_with_words(term, maths, physics, kofi, browse, at):
    factories.planned(term, table(M1, P1), kofi)
    browser = browse(kofi)
    page = browser.get(at("clashes"))
    assert "A1" in page.content.decode()
    assert "1 student" in page.content.decode()

    key = page.context["rows"][0].key
    assert browser.post(at("clashes"), {"key": key, "words": ""}).status_code == 422
    browser.post(at("clashes"), {"key": key, "words": "The second half is a lab."})
    assert "The second half is a lab." in browser.get(at("clashes")).content.decode()

    browser.post(at("clashes"), {"key": key, "away": "1"})
    assert not AcceptedClash.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_however_long(term, apricot, kofi, grace, browse, at, count, django_assert_num_queries):
    for number in range(2 * count):
        run = factories.class_of(apricot, f"C{number}")
        factories.teach(grace, run)
    lines = [f"C{number},Mon,08:00,09:40,1-2,A1,both" for number in range(2 * count)]
    factories.planned(term, table(*lines), kofi)
    browser = browse(kofi)
    browser.get(at("term"))

    for name, queries in (("terms", 6), ("term", 11), ("lines", 9), ("clashes", 16)):
        with django_assert_num_queries(queries):
            browser.get(at(name))
    with django_assert_num_queries(9):
        browser.get(at("week") + "?week=2026-03-02")


@pytest.mark.parametrize("count", [1, 3])
def test_my_week_asks_the_same_however_full(term, apricot, kofi, ada, browse, count, django_assert_num_queries):
    for number in range(count):
        factories.enroll(factories.class_of(apricot, f"C{number}"), ada)
    factories.planned(term, table(*[f"C{number},Mon,08:00,09:40,1-2,,online" for number in range(count)]), kofi)
    browser = browse(ada)

    with django_assert_num_queries(9):
        page = browser.get(reverse("timetables:mine") + "?week=2026-03-04")

    # Eight in the morning in Shanghai is midnight in London.
    assert page.content.decode().count("00:00–01:40") == count


def test_a_week_is_found_by_class_room_and_person(term, maths, physics, kofi, grace, ada, browse, at):
    factories.planned(term, table(M1, "P1,Tue,09:00,10:40,1-8,B2,both"), kofi)

    def shown(who, **said):
        query = "&".join(f"{name}={value}" for name, value in {"week": "2026-03-02", **said}.items())
        page = browse(who).get(f"{at('week')}?{query}").context
        return [each.code for day in page["days"] for each in day.entries]

    assert shown(kofi) == ["M1", "P1"]
    assert shown(kofi, **{"class": "p1"}) == ["P1"]
    assert shown(kofi, room="a1") == ["M1"]
    assert shown(kofi, person="hopper") == ["M1"]
    assert shown(kofi, person="ada@example.org") == ["M1", "P1"]
    # Those who only teach do not look up students.
    assert shown(grace, person="ada@example.org") == []


@pytest.mark.parametrize("week", ["", "yesterday", "0001-01-01", "9999-12-31", "2026-02-30", "٢٠٢٦-٠٣-٠٢"])
def test_any_week_can_be_asked_for(term, kofi, browse, at, week):
    assert browse(kofi).get(at("week"), {"week": week, "class": "x", "room": "é" * 500}).status_code == 200
    assert browse(kofi).get(reverse("timetables:mine"), {"week": week}).status_code == 200


def test_strangers_find_nothing(term, maths, kofi, kofi_of_bamboo, mallory, ada, grace, browse, at):
    intake = factories.planned(term, table(M1), kofi)
    actions.add_day_off(term=term, by=kofi, on=date(2026, 5, 1))
    pattern, day = Pattern.objects.get(), DayOff.objects.get()
    addresses = [
        *(at(name) for name in ("terms", "term", "lines", "line-new", "clashes", "intakes")),
        *(at("intake", intake.uid), at("line", pattern.uid)),
    ]

    for person in (None, mallory, ada, grace, kofi_of_bamboo):
        assert {browse(person).get(each).status_code for each in addresses} == {404}
        for each in (
            at("again"),
            at("days-off"),
            at("day-off", day.pk),
            at("plan", intake.uid),
            at("columns", intake.uid),
        ):
            assert browse(person).post(each).status_code == 404
    for person in (None, mallory, ada, kofi_of_bamboo):
        assert browse(person).get(at("week")).status_code == 404
    assert browse(grace).get(at("week")).status_code == 200


def test_the_term_is_planned_again_from_its_page(term, maths, kofi, browse, at):
    factories.planned(term, table(M1), kofi)

    answer = browse(kofi).post(at("again"))

    intake = factories.look(Intake.objects.latest("pk"))
    assert answer.url == intake.get_absolute_url()
    assert intake.report["counts"]["stay"] == 8
    assert browse(kofi).get(answer.url).status_code == 200
    assert NOW
