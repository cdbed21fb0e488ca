from datetime import timedelta

import pytest

from xingtan.census import actions
from xingtan.census.actions.publishing import promise
from xingtan.census.queries import drawing, publications
from xingtan.census.rules.tables import TOTAL
from xingtan.census.tests.briefs import brief
from xingtan.census.tests.store import START, Store, dirty
from xingtan.kernel import home
from xingtan.reporting import public as reporting
from xingtan.reporting.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def tables(store) -> Store:
    made = dirty(home.path("store", "tables"))
    rows = [(n, f"u{n}", f"{n:05}", f"Institute {n}", "public", "CN", None, 100, 100) for n in range(1, 7)]
    made.put("university", rows)
    made.count()
    return made


@pytest.fixture
def campaign(coordinator, now):
    factories.institutions(8)
    return factories.opened(coordinator, now)


@pytest.fixture
def frozen(tables, campaign, coordinator, now):
    def freeze(**facts):
        said = {"measures": ["lessons", "universities"], "by": [], "release_at": now, "campaign": campaign, **facts}
        publication = promise(brief(now, **said), person=coordinator, now=now)
        drawn = drawing.draw(publication, as_of=now)
        return actions.freeze(publication=publication, drawn=drawn, person=None, now=now)

    return freeze


def test_each_institution_counts_once_by_its_firmest_claim(frozen, campaign, now):
    rows = [factories.taken("00001", lessons=9_999), factories.taken("00007", lessons=100)]
    reporting.take_reports(campaign=campaign, rows=rows, now=now)

    revision = frozen()

    found = {row.measure: (row.numbers["value"], row.class_) for row in publications.table_of(revision).rows}
    assert found == {"lessons": (251, "mixed"), "universities": (7, "mixed")}
    shares = {(each.measure, each.class_): (each.institutions, each.value) for each in publications.shares_of(revision)}
    assert shares["lessons", "counted"] == (6, 151)
    assert shares["lessons", "institution"] == (1, 100)
    assert shares["universities", "institution"] == (1, 1)
    # Eight were asked, two answered; the campaign names nobody.
    assert revision.universities == 8
    assert revision.unanswered == {"count": 6, "names": []}


def test_an_institution_that_only_reported_has_a_row_of_its_class(frozen, campaign, now):
    rows = [factories.taken("00007", lessons=100, class_="estimated"), factories.taken("00008", lessons=3)]
    reporting.take_reports(campaign=campaign, rows=rows, now=now)

    revision = frozen(measures=["lessons"], by=["university"])

    shown = {row.at: (row.numbers["value"], row.class_) for row in publications.table_of(revision).rows}
    assert shown["00007",] == (100, "estimated")
    assert shown["00008",] == (3, "institution")
    assert shown[TOTAL,] == (254, "mixed")
    assert sum(value for at, (value, _) in shown.items() if at != (TOTAL,)) == 254


def test_what_a_platform_hands_in_by_program_counts_as_its_word(frozen, campaign, now):
    factories.handed_in("moon", now, START, "lessons", c00001=9_999, c00007=60, c00008=40)
    rows = [factories.taken("00007", lessons=100), factories.taken("00008", lessons=3, class_="estimated")]
    reporting.take_reports(campaign=campaign, rows=rows, now=now)

    revision = frozen(measures=["lessons"], by=["university"])

    shown = {row.at: (row.numbers["value"], row.class_) for row in publications.table_of(revision).rows}
    assert (shown["00007",], shown["00008",]) == ((60, "platform"), (40, "platform"))
    assert shown[TOTAL,] == (251, "mixed")
    assert publications.replay(revision).is_same


def test_a_late_report_makes_a_revision(frozen, campaign, now):
    first = frozen(measures=["lessons"])
    later = now + timedelta(days=1)
    reporting.take_reports(campaign=campaign, rows=[factories.taken("00007", lessons=100)], now=later)
    assert drawing.is_stale(first.publication)

    drawn = drawing.draw(first.publication, as_of=later)
    second = actions.freeze(publication=first.publication, drawn=drawn, person=None, now=later)

    assert (second.number, second.why) == (2, "inputs")
    # What was signed after the first revision does not change what it was.
    assert publications.replay(first).is_same


def test_a_table_waits_for_the_embargo_of_its_campaign(frozen, campaign, now):
    publication = frozen(measures=["lessons"]).publication

    assert publication.release_at == campaign.release_at
    assert publications.publications(now=now) == []
    assert publications.publications(now=campaign.release_at) != []
