"""A table is looked through, then taken in; brought again it changes nothing, and a crash half-way loses nothing."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xingtan.directory import actions, public, queries
from xingtan.directory.models import Intake, Solution, Step, Version
from xingtan.directory.plugs import take
from xingtan.directory.queries import Wanted
from xingtan.directory.tests import factories
from xingtan.jobs import public as jobs
from xingtan.kernel import files

pytestmark = pytest.mark.django_db

TABLE = """name;url;categories;summary_fr;languages;price;offline;listed_on;colour
Lanterne;https://l.example.org/;offline, lms;Leçons à emporter;French;free;full;2020-03-13;red
Fausse;javascript:1;lms;Rien;fr;free;;;
"Deux
lignes";https://d.example.org/;lms;Oui;fr;paid;;;
;;;;;;;;
Jouet;https://j.example.org/;toys;Non;fr;free;;2999-01-01;
"""


@pytest.fixture
def wangari(db):
    return factories.coordinator()


def bring(browser, data=None):
    upload = SimpleUploadedFile("liste.csv", TABLE.encode("cp1252") if data is None else data)
    return browser.post("/solutions/imports/", {"file": upload})["Location"]


def lines_of(uid):
    report = jobs.Job.objects.get(uid=uid).lines.order_by("pk")
    return [(each.level, each.place, each.what) for each in report]


def test_table_of_a_spreadsheet_is_looked_through_and_taken_in(browse, wangari, tasks_now):
    browser = browse(wangari)
    address = bring(browser)

    assert Solution.objects.count() == 0
    intake = Intake.objects.get()
    assert intake.counts == {"added": 2, "changed": 0, "unchanged": 0, "refused": 2}
    assert lines_of(intake.reading) == [
        ("warning", "line 1", "colour"),
        ("error", "line 3", "Fausse: url"),
        ("error", "line 7", "Jouet: categories"),
    ]
    assert "Take in what is right" in browser.get(address).text
    assert browser.post(address).status_code == 303
    assert "The table is taken in" in browser.get(address).text
    assert browser.post(address).status_code == 422

    assert sorted(Version.objects.values_list("name", flat=True)) == ["Deux lignes", "Lanterne"]
    found = queries.find(Wanted(on=date(2020, 3, 13)), now=datetime.now(UTC))
    assert [Version.objects.get(pk=key).name for key in found.keys] == ["Lanterne"]
    history = browser.get("/solutions/lanterne/history/").text
    assert "Taken over from an older list" in history

    before = (Version.objects.count(), Step.objects.count())
    again = bring(browser)
    counts = Intake.objects.order_by("-pk")[0].counts
    assert counts == {"added": 0, "changed": 0, "unchanged": 2, "refused": 2}
    assert "There is nothing in it to take in." in browser.get(again).text
    browser.post(again)
    assert (Version.objects.count(), Step.objects.count()) == before


@pytest.mark.parametrize("data", [b"one;two\n1;2\n", b"\x00\xff\xfe\x01", b'name,url\n"' + b"x" * 200_000])
def test_what_is_no_table_is_said(browse, wangari, tasks_now, data):
    browser = browse(wangari)
    page = browser.get(bring(browser, data))

    assert page.status_code == 200
    assert "Take in what is right" not in page.text
    assert Solution.objects.count() == 0


def test_table_belongs_to_coordinators(browse, ada, mallory):
    for person in (None, ada, mallory):
        assert browse(person).get("/solutions/imports/").status_code == 404


class Work:
    """A job that dies at a line."""

    uid = "one"

    def __init__(self, intake, owner, dies_at):
        self.params, self.owner, self.dies_at = {"intake": str(intake.uid)}, owner, dies_at
        self.checkpoint, self.result, self.lines = {}, {}, []

    def progress(self, done, total, sentence=""):
        if done == self.dies_at:
            raise KeyboardInterrupt

    def line(self, level, place, what, why=""):
        self.lines.append(place)

    def save_checkpoint(self, **values):
        self.checkpoint.update(values)


def test_crash_half_way_loses_and_doubles_nothing(wangari, now):
    rows = "".join(f"N{n},https://n{n}.example.org/,lms,Text,en,free\n" for n in range(30))
    kept = files.keep(f"name,url,categories,summary_en,languages,price\n{rows}".encode(), name="n.csv")
    intake = Intake.objects.create(digest=kept.digest, name="n.csv", by=wangari, at=now)
    work = Work(intake, wangari, dies_at=25)

    with pytest.raises(KeyboardInterrupt):
        take(work)
    assert Solution.objects.count() == 25
    work.dies_at = None
    take(work)

    assert Solution.objects.count() == Version.objects.count() == Step.objects.count() == 30


def test_list_from_elsewhere_is_taken_over_by_a_program(now):
    entries = [
        {**factories.said(slug="lantern"), "since": date(2020, 3, 13), "listed_on": date(2020, 3, 13)},
        {**factories.said(slug="lantern", price="paid"), "since": date(2021, 1, 1)},
        {
            **factories.said("Gone", slug="gone"),
            "listed_on": "2020-03-10",
            "delisted_on": "2022-09-22",
            "why": "It closed.",
        },
        {**factories.said("Bad"), "price": "cheap"},
    ]

    refused = public.take_over(entries, source="a list", now=now)

    assert [(number, [each.field for each in problems]) for number, problems in refused] == [(4, ["price"])]
    prices = Version.objects.filter(solution__slug="lantern").order_by("number").values_list("price", flat=True)
    assert list(prices) == ["free", "paid"]

    def listed(*day):
        found = queries.find(Wanted(on=date(*day)), now=now)
        return sorted(f"{each.name} {each.price}" for each in Version.objects.filter(pk__in=found.keys))

    assert listed(2020, 3, 12) == ["Gone free"]
    assert listed(2020, 3, 13) == ["Gone free", "Lantern free"]
    assert listed(2021, 1, 1) == ["Gone free", "Lantern paid"]
    assert listed(2022, 9, 22) == ["Lantern paid"]
    before = Step.objects.count()
    assert len(public.take_over(entries, source="a list", now=now)) == 1
    assert (Step.objects.count(), Version.objects.count()) == (before, 3)
    assert Step.objects.get(status="delisted").why == "It closed."


def test_row_of_an_address_that_is_there_says_so_by_its_facts(wangari, now):
    factories.listed(now=now)
    known = actions.known_categories()
    from xingtan.directory.rules import tables

    changed = tables.row_of(2, factories.said(price="paid"))

    assert [outcome for _, outcome, _ in actions.examine([changed, changed], known=known, now=now)] == [
        "changed",
        "unchanged",
    ]
    assert actions.take_row(row=changed, known=known, source="x", by=wangari, now=now) == ("changed", [])
    assert Solution.objects.count() == 1


def test_table_is_not_taken_in_before_it_was_looked_through(wangari, now):
    intake = actions.bring(kept=files.keep(TABLE.encode(), name="x.csv"), name="x.csv", by=wangari, now=now)

    with pytest.raises(actions.IsNotReadYet):
        actions.take_in(intake=intake, by=wangari)


def test_row_that_cannot_be_kept_is_refused_when_taken(wangari, now):
    from xingtan.directory.rules import tables

    known = actions.known_categories()
    rows = [tables.row_of(2, factories.said(slug="a")), tables.row_of(3, factories.said(slug="b", since="2999-01-01"))]

    assert [outcome for _, outcome, _ in actions.examine(rows, known=known, now=now)] == ["added", "refused"]
    outcome, problems = actions.take_row(row=rows[1], known=known, source="x", by=wangari, now=now)
    assert (outcome, [each.code for each in problems]) == ("refused", ["in_future"])


def test_entry_without_an_address_here_is_known_by_the_one_on_the_web(now):
    from xingtan.directory.rules import tables

    known = actions.known_categories()
    moved = {**factories.said(), "listed_on": "2020-03-13"}
    factories.submitted(now=datetime(2020, 3, 1, tzinfo=UTC))

    outcome, _ = actions.take_row(row=tables.row_of(2, moved), known=known, source="x", by=None, now=now)

    assert (outcome, Version.objects.count()) == ("changed", 1)
    assert list(Step.objects.order_by("at").values_list("status", flat=True)) == ["submitted", "listed"]
