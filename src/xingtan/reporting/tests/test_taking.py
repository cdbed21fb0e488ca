"""Many signed reports at once: all or none, each under a seal, the last version of each source."""

import pytest

from xingtan.kernel.models import Outbox
from xingtan.reporting import actions, queries, rules
from xingtan.reporting.adapters import keys
from xingtan.reporting.models import Institution, Report, Signature
from xingtan.reporting.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(coordinator, now):
    factories.institutions(3)
    return factories.opened(coordinator, now)


def test_reports_are_taken_and_counted_once(campaign, now):
    rows = [factories.taken(f"{number:05}", lessons=number * 10) for number in (1, 2)]

    actions.take_reports(campaign=campaign, rows=rows, now=now)

    found = queries.reported("lessons", (campaign.starts_on, campaign.ends_on))
    assert [(each.university, each.value, each.class_, each.officer) for each in found] == [
        ("00001", 10, "institution", "Registrar"),
        ("00002", 20, "institution", "Registrar"),
    ]
    assert [each.code for each in queries.unanswered(campaign)] == ["00003"]
    assert Outbox.objects.filter(name="reporting.reports_taken").count() == 1


def test_a_later_version_stands_in_place_of_the_first_which_stays(campaign, now):
    actions.take_reports(campaign=campaign, rows=[factories.taken("00001", lessons=10)], now=now)
    later = now.replace(year=now.year + 1)
    actions.take_reports(campaign=campaign, rows=[factories.taken("00001", lessons=12, reason="Late")], now=later)

    assert [each.value for each in queries.reported("lessons")] == [12]
    assert [each.value for each in queries.reported("lessons", as_of=now)] == [10]
    first, second = Report.objects.order_by("number")
    assert (first.is_current, second.is_current, second.number) == (False, True, 2)
    assert f'"replaces":"{first.signature.digest}"' in second.signature.payload


def test_every_report_is_under_a_seal_that_anyone_can_verify(campaign, now):
    actions.take_reports(campaign=campaign, rows=[factories.taken("00001", lessons=10)], now=now)

    signature = Signature.objects.get()
    payload = signature.payload.encode()
    assert keys.holds(signature.public_key, signature.seal, payload)
    assert not keys.holds(signature.public_key, signature.seal, payload.replace(b'"value":10', b'"value":11'))
    assert signature.digest == rules.digest_of(payload)
    assert signature.name not in signature.payload
    assert rules.commitment(signature.salt, signature.name) in signature.payload


@pytest.mark.parametrize(
    "bad",
    [
        {"values": {"lessons": -1}},
        {"values": {"lessons": 1.5}},
        {"values": {"lessons": True}},
        {"values": {"lessons": 10**16}},
        {"values": {}},
        {"values": {"happiness": 3}},
        {"class_": "guessed"},
        {"source": "nowhere"},
        {"code": "00001"},
    ],
)
def test_one_bad_row_keeps_all_of_them_out(campaign, now, bad):
    rows = [
        factories.taken("00001", lessons=1),
        actions.Taken(**{"code": "00002", "values": {"lessons": 1}, "office": "X", **bad}),
    ]

    with pytest.raises(actions.RowIsWrong):
        actions.take_reports(campaign=campaign, rows=rows, now=now)

    assert not Report.objects.exists()


def test_an_institution_that_is_not_asked_is_refused(campaign, now):
    with pytest.raises(actions.CodeIsUnknown):
        actions.take_reports(campaign=campaign, rows=[factories.taken("99999", lessons=1)], now=now)


def test_embargo_hides_what_was_reported(campaign, now):
    actions.take_reports(campaign=campaign, rows=[factories.taken("00001", lessons=10)], now=now)

    assert queries.reported("lessons", public_at=campaign.release_at.replace(year=campaign.release_at.year - 1)) == []
    assert len(queries.reported("lessons", public_at=campaign.release_at)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(campaign, now, count, django_assert_num_queries):
    rows = [factories.taken(f"{number:05}", lessons=10) for number in range(1, count + 1)]

    with django_assert_num_queries(14):
        actions.take_reports(campaign=campaign, rows=rows, now=now)
    with django_assert_num_queries(1):
        queries.reported("lessons")


@pytest.mark.parametrize("count", [1, 3])
def test_drafts_of_many_are_written_at_once_and_written_again(
    campaign, coordinator, now, count, django_assert_num_queries
):
    places = Institution.objects.order_by("code")[:count]
    written = {each: {"lessons": actions.Written(value=5)} for each in places}
    actions.write_reports(campaign=campaign, written=written, by=coordinator, now=now)
    again = {each: {"courses": actions.Written(value=2)} for each in written}

    with django_assert_num_queries(7):
        drafts = actions.write_reports(campaign=campaign, written=again, by=coordinator, now=now)

    assert [each.number for each in drafts] == [1] * count
    assert {(each.measure, each.value) for each in drafts[0].figures.all()} == {("courses", 2)}


def test_pages_of_a_report_ask_the_same_number_of_questions(
    campaign, coordinator, browse, now, django_assert_num_queries
):
    reports = actions.take_reports(
        campaign=campaign, rows=[factories.taken("00001", lessons=1, courses=2, teachers=3)], now=now
    )
    client = browse(coordinator)
    client.get(reports[0].get_absolute_url())

    with django_assert_num_queries(9):
        client.get(reports[0].get_absolute_url())
