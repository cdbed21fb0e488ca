"""An entry is proposed, checked, reviewed, listed, confirmed, taken off; and the list of any day stays what it was."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils.translation import get_language, override

from xingtan.directory import access, actions, queries, tasks
from xingtan.directory.adapters import links
from xingtan.directory.adapters.links import Answer, judged
from xingtan.directory.models import Link, Report, Solution, Step, Version
from xingtan.directory.queries import Wanted
from xingtan.directory.tests import factories
from xingtan.kernel import http
from xingtan.kernel.errors import NotThere, OutsideFailed
from xingtan.kernel.http import Reply
from xingtan.kernel.models import Outbox
from xingtan.notices import public as notices
from xingtan.people.registry import erasers, exporters

pytestmark = pytest.mark.django_db


@pytest.fixture
def wangari(db):
    return factories.coordinator()


def names(now, **wanted):
    found = queries.find(Wanted(**wanted), now=now)
    return [Version.objects.get(pk=key).name for key in found.keys]


def test_entry_goes_its_way_and_who_proposed_it_is_told(ada, wangari, now):
    solution = factories.submitted(by=ada, now=now)

    assert notices.unread_count(wangari) == 1
    assert names(now) == []
    for status in factories.ON_THE_WAY:
        actions.take_step(solution=solution, status=status, why="", by=wangari, now=now)

    assert names(now) == ["Lantern"]
    assert notices.unread_count(ada) == 3
    assert [each.status for each in Step.objects.order_by("pk")] == ["submitted", "checked", "reviewed", "listed"]
    announced = Outbox.objects.filter(name__startswith="directory.").order_by("pk")
    assert [each.name.partition(".")[2] for each in announced] == ["solution_submitted", *["solution_stepped"] * 3]


def test_no_step_is_skipped(wangari, now):
    solution = factories.submitted(now=now)

    for status in ("listed", "reviewed", "due", "delisted", "submitted", "nonsense"):
        with pytest.raises(actions.StepOutOfOrder):
            actions.take_step(solution=solution, status=status, why="so", by=wangari, now=now)
    assert Step.objects.count() == 1


def test_nobody_judges_what_they_proposed(wangari, now):
    solution = factories.submitted(by=wangari, now=now)

    with pytest.raises(actions.OwnSubmission):
        actions.take_step(solution=solution, status="checked", why="", by=wangari, now=now)


def test_who_is_turned_away_knows_why(wangari, now, tasks_now, mailoutbox):
    solution = actions.submit(facts=factories.facts(), by=None, email="wei@example.org", now=now)

    with pytest.raises(actions.SaysNoReason):
        actions.take_step(solution=solution, status="declined", why=" ", by=wangari, now=now)
    actions.take_step(solution=solution, status="declined", why="It is a shop.", by=wangari, now=now)

    (mail,) = mailoutbox
    assert (mail.to, "It is a shop." in mail.body, "Declined" in mail.subject) == (["wei@example.org"], True, True)


def test_one_address_has_one_entry(now):
    factories.submitted(now=now)

    with pytest.raises(actions.IsThereAlready, match="Lantern"):
        factories.submitted("Another", url="http://www.lantern.example.org", now=now)
    assert factories.submitted("Lantern", url="https://other.example.org/", now=now).slug == "lantern-2"
    assert factories.submitted("New", now=now).slug == "new-2"


def test_list_of_a_past_day_reads_as_it_read_then(ada, wangari, now):
    long_ago = now - timedelta(days=30)
    kept = factories.listed("Kept", now=long_ago)
    gone = factories.listed("Gone", now=long_ago)
    factories.delisted(gone, now=now - timedelta(days=10))
    factories.listed("Later", now=now - timedelta(days=5))
    facts = replace(factories.facts("Kept"), name="Kept and renamed", price="paid")
    actions.describe(solution=kept, facts=facts, by=wangari, why="They say so.", now=now)

    def on(days):
        return names(now, on=(now - timedelta(days=days)).date())

    assert on(31) == []
    assert on(30) == on(11) == ["Gone", "Kept"]
    assert on(10) == on(6) == ["Kept"]
    assert on(5) == on(1) == ["Kept", "Later"]
    assert names(now) == ["Kept and renamed", "Later"]
    assert names(now, price="free") == ["Later"]
    assert names(now, price="free", on=(now - timedelta(days=1)).date()) == ["Kept", "Later"]
    assert names(now, words="kept", on=(now - timedelta(days=1)).date()) == ["Kept"]


def test_versions_are_added_and_never_changed(wangari, now):
    solution = factories.listed(now=now)
    facts = factories.facts(price="paid")

    actions.describe(solution=solution, facts=facts, by=wangari, why="", now=now + timedelta(seconds=1))
    with pytest.raises(actions.NothingIsNew):
        actions.describe(solution=solution, facts=facts, by=wangari, why="", now=now)

    assert list(Version.objects.order_by("number").values_list("number", "price")) == [(1, "free"), (2, "paid")]
    assert queries.history_of(solution, with_names=False)[0].changes == ["price"]


def test_offline_french_free(now):
    factories.listed("Yes", languages=["fr", "en"], offline="peer", now=now)
    factories.listed("Yes too", languages=["fr-ca"], offline="cache", now=now)
    factories.listed("Online", languages=["fr"], now=now)
    factories.listed("English", offline="full", now=now)
    factories.listed("Costs", languages=["fr"], offline="full", price="paid", now=now)

    found = queries.find(Wanted(offline="yes", language="fr", price="free"), now=now)

    assert names(now, offline="yes", language="fr", price="free") == ["Yes", "Yes too"]
    counted = {facet: {each.key: each.count for each in values} for facet, values in found.facets.items()}
    assert counted["price"] == {"free": 2, "paid": 1}
    assert counted["offline"] == {"yes": 2, "no": 1, "cache": 1, "peer": 1}
    assert counted["language"] == {"en": 2, "fr": 2, "fr-ca": 1}


def test_order_is_by_name_whatever_it_costs(now):
    for name, price in (("émile", "paid"), ("Zebra", "paid"), ("alpha", "free"), ("Beta", "freemium")):
        factories.listed(name, price=price, url=f"https://{price}.example.org/{name}", now=now)

    assert names(now) == ["alpha", "Beta", "émile", "Zebra"]


def test_words_are_found_in_order_of_fit(now, relay):
    factories.listed("Abacus", summary={"en": "Counting, with a lantern on the cover."}, now=now)
    factories.listed("Lantern", now=now)
    factories.submitted("Lantern unlisted", now=now)
    relay()

    assert names(now, words="lantern") == ["Lantern", "Abacus"]


def test_everything_of_an_entry_is_due_after_a_year_and_stale_after_half_another(wangari, now):
    solution = factories.listed(now=now - timedelta(days=365))
    factories.listed("Fresh", now=now)

    tasks.mark_due()
    tasks.mark_due()

    assert list(Step.objects.filter(status="due").values_list("solution", flat=True)) == [solution.pk]
    entry = queries.entry_of(solution, moment=now + timedelta(1), now=now + timedelta(1))
    assert (entry.is_listed, entry.is_due, entry.is_stale) == (True, True, False)
    later = now + timedelta(days=200)
    assert queries.entry_of(solution, moment=later, now=later).is_stale
    actions.take_step(solution=solution, status="listed", why="", by=wangari, now=later)
    entry = queries.entry_of(solution, moment=later, now=later)
    assert (entry.is_due, entry.is_stale, entry.listed_since) == (False, False, now - timedelta(days=365))


def test_third_failure_in_a_row_flags_once(wangari, now):
    solution = factories.listed(evidence=["https://study.example.org/"], now=now)
    version = Version.objects.select_related("solution").get()
    answers = iter([False, True, False, False, False, False, True])

    def ask(url):
        return Answer(is_there=True) if "study" in url else judged(200 if next(answers) else 404)

    flagged = []
    for _week in range(7):
        tasks.check(version, asking=ask)
        flagged.append(queries.entry_of(solution, moment=now, now=now).is_flagged)

    assert flagged == [False, False, False, False, True, True, False]
    assert Outbox.objects.filter(name="directory.solution_flagged").count() == 1
    assert notices.unread_count(wangari) == 2  # one of them: it was proposed
    assert Link.objects.count() == 2
    tasks.check(replace_url(version), asking=lambda url: judged(200))
    assert set(Link.objects.values_list("url", flat=True)) == {"https://moved.example.org/"}


def replace_url(version):
    version.url, version.evidence = "https://moved.example.org/", []
    return version


def test_our_own_address_is_not_asked(now, settings):
    factories.listed(url=f"{settings.XINGTAN.address}/", now=now)

    tasks.check(Version.objects.select_related("solution").get(), asking=pytest.fail)

    assert Link.objects.get().failures == 0


@pytest.mark.parametrize(("status", "is_there"), [(200, True), (403, True), (429, True), (404, False), (500, False)])
def test_closed_door_is_still_a_door(status, is_there):
    assert judged(status).is_there is is_there


def test_few_addresses_are_asked_at_a_time(now, monkeypatch):
    from xingtan.kernel.models import Errand

    for number in range(3):
        factories.listed(f"Number {number}", now=now)
    monkeypatch.setattr(tasks, "A_FEW", 2)
    monkeypatch.setattr(tasks, "ask", lambda url: judged(200))

    tasks.check_links()
    tasks.check_some(after=0)

    assert Link.objects.count() == 2
    last = Errand.objects.order_by("-pk")[0]
    tasks.check_some(**last.kwargs)
    assert Link.objects.count() == 3


def test_hidden_until_listed_and_kept_when_delisted(ada, mallory, wangari, now):
    solution = factories.submitted(by=ada, now=now)
    slug = solution.slug

    with pytest.raises(NotThere):
        access.solution_to_see(mallory, solution=slug)
    assert access.solution_to_amend(ada, solution=slug) == solution
    with pytest.raises(NotThere):
        access.solution_to_judge(ada, solution=slug)
    for status in factories.ON_THE_WAY:
        actions.take_step(solution=solution, status=status, why="", by=wangari, now=now)
    with pytest.raises(NotThere):
        access.solution_to_amend(ada, solution=slug)
    factories.delisted(solution, now=now)
    assert access.solution_to_see(mallory, solution=slug) == solution
    assert access.solution_to_judge(wangari, solution=slug) == solution


def test_report_arrives_and_is_closed(ada, wangari, now):
    solution = factories.listed(now=now)
    made = actions.report(solution=solution, body="It costs money now.", person=ada, now=now)

    assert [each.body for each in queries.desk(now=now).reports] == ["It costs money now."]
    assert access.report_to_close(wangari, report=made.uid) == made
    actions.close_report(report=made, by=wangari, now=now)
    assert queries.desk(now=now).reports == []
    with pytest.raises(NotThere):
        access.report_to_close(ada, report=made.uid)


def test_desk_shows_what_waits(wangari, now):
    factories.submitted("Waits", now=now)
    factories.listed("Old", now=now - timedelta(days=600))
    flagged = factories.listed("Dead", now=now)
    Link.objects.create(solution=flagged, url="https://dead.example.org/", checked_at=now, failures=3, flagged_at=now)

    desk = queries.desk(now=now)

    assert [(group.status, [each.version.name for each in group.entries]) for group in desk.waiting] == [
        ("submitted", ["Waits"])
    ]
    assert [each.version.name for each in desk.flagged] == ["Dead"]
    assert [each.version.name for each in desk.stale] == ["Old"]


def test_person_is_given_their_part_and_forgotten_while_the_history_stays(ada, wangari, now):
    solution = factories.submitted(by=ada, now=now)
    actions.take_step(solution=solution, status="checked", why="Right.", by=wangari, now=now)
    actions.report(solution=solution, body="Wrong.", person=ada, now=now)

    assert exporters["directory"](ada)["proposed"] == ["lantern"]
    assert exporters["directory"](wangari)["decided"][0]["why"] == "Right."
    for person in (ada, wangari):
        erasers["directory"](person)

    assert not Report.objects.exists()
    assert Solution.objects.get().submitted_by is None
    assert list(Step.objects.order_by("pk").values_list("status", "by", "why")) == [
        ("submitted", None, ""),
        ("checked", None, "Right."),
    ]


def test_wanted_knows_its_address():
    wanted = Wanted(words="a b", language="fr", on=date(2020, 3, 13))

    assert wanted.query() == "q=a+b&language=fr&on=2020-03-13"
    assert wanted.query(on=None, words="") == "language=fr"


@pytest.mark.parametrize(
    ("said", "is_there", "asked"),
    [
        ([200], True, ["HEAD"]),
        ([405, 200], True, ["HEAD", "GET"]),
        ([404, 404], False, ["HEAD", "GET"]),
        ([OutsideFailed("timeout"), 200], True, ["HEAD", "GET"]),
        ([OutsideFailed("timeout"), OutsideFailed("timeout")], False, ["HEAD", "GET"]),
        ([405, OutsideFailed(links.TOO_LARGE)], True, ["HEAD", "GET"]),
    ],
)
def test_page_is_asked_for_where_its_head_is_refused(monkeypatch, said, is_there, asked):
    answers, methods = iter(said), []

    def fetch(url, *, method, **_limits):
        methods.append(method)
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return Reply(answer, url, {}, b"")

    monkeypatch.setattr(http, "fetch", fetch)

    assert links.ask("https://x.example.org/").is_there is is_there
    assert methods == asked


def test_nobody_marks_due_what_was_looked_at_meanwhile(now):
    solution = factories.listed(now=now)

    assert actions.mark_due(solution=solution, now=now) is None
    assert actions.mark_due(solution=factories.submitted("Waits", now=now), now=now) is None


def test_doors_of_the_desk_hide_what_is_not_there(ada, wangari, now):
    factories.listed(now=now)
    nothing = UUID(int=7)

    for person in (ada, wangari):
        for door, named in ((access.report_to_close, "report"), (access.intake_to_judge, "intake")):
            with pytest.raises(NotThere):
                door(person, **{named: nothing})
    with pytest.raises(NotThere):
        access.solution_to_judge(ada, solution="lantern")


def test_visitor_is_told_in_their_own_language(wangari, now, tasks_now, mailoutbox):
    solution = actions.submit(facts=factories.facts(), by=None, email="wei@example.org", locale="zh-hans", now=now)
    with override("en"):
        for status in factories.ON_THE_WAY:
            actions.take_step(solution=solution, status=status, why="", by=wangari, now=now)

    (mail,) = mailoutbox
    assert "/solutions/lantern/" in mail.body
    assert get_language() != "zh-hans"
