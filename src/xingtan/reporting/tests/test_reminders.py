"""Nobody is reminded without the coordinator's switch; those who are, are told once a day of the plan."""

from datetime import timedelta

import pytest

from xingtan.notices import public as notices
from xingtan.people.registry import erasers, exporters
from xingtan.reporting import actions, queries
from xingtan.reporting.models import Institution, Reminder, Report, Signature
from xingtan.reporting.tasks import do_what_is_due
from xingtan.reporting.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(coordinator, kofi, kofi_of_bamboo, now):
    return factories.opened(coordinator, now, plan=[-7, 1], is_reminding=True)


def told(person, kind="reporting.due"):
    return notices.Notice.objects.filter(person=person, kind=kind).count()


def test_without_the_switch_nobody_is_reminded(coordinator, kofi, now):
    campaign = factories.opened(coordinator, now, plan=[-7])

    do_what_is_due(now=campaign.due_at)

    assert told(kofi) == 0


def test_those_who_have_not_answered_are_reminded_by_the_plan(campaign, apricot, kofi, kofi_of_bamboo, now):
    code = Institution.objects.get(university=apricot).code
    actions.take_reports(campaign=campaign, rows=[factories.taken(code, lessons=1)], now=now)

    do_what_is_due(now=campaign.due_at - timedelta(days=8))
    assert told(kofi_of_bamboo) == 0
    for hours in (0, 1, 30):
        do_what_is_due(now=campaign.due_at - timedelta(days=7) + timedelta(hours=hours))

    assert (told(kofi), told(kofi_of_bamboo)) == (0, 1)
    assert [each.reminders for each in queries.unanswered(campaign)] == [1]


def test_after_the_deadline_coordinators_are_told_who_is_missing(campaign, coordinator, kofi, now, browse):
    do_what_is_due(now=campaign.due_at + timedelta(days=1))

    assert told(coordinator, "reporting.missing") == 1
    assert "2 institutions have not reported" in browse(coordinator).get("/notices/").text
    assert "are overdue" in browse(kofi).get("/notices/").text
    # What passed while nothing ran is one round.
    assert (Reminder.objects.count(), told(kofi)) == (2, 1)


def test_by_hand_and_not_twice_a_day(campaign, coordinator, kofi, browse, now):
    client, page = browse(coordinator), f"{campaign.desk_url}reminders/"

    assert client.post(page).status_code == 303
    assert client.post(page).status_code == 422
    assert told(kofi) == 1
    actions.move_campaign(campaign=campaign, move="close", by=coordinator, now=now)
    with pytest.raises(actions.NobodyToRemind):
        actions.remind_by_hand(campaign=campaign, by=coordinator, now=now)


def test_end_of_the_embargo_is_announced_once(campaign, now):
    assert actions.tell_releases(now=campaign.release_at - timedelta(seconds=1)) == 0
    assert actions.tell_releases(now=campaign.release_at) == 1
    assert actions.tell_releases(now=campaign.release_at) == 0


def test_steps_lead_on_from_where_a_campaign_is(coordinator, now):
    campaign = factories.written(coordinator, now)
    with pytest.raises(actions.NobodyIsAsked):
        actions.move_campaign(campaign=campaign, move="open", by=coordinator, now=now)
    factories.institutions(1)
    actions.ask_for(campaign=campaign, measures={}, by=coordinator)
    with pytest.raises(actions.CampaignIsEmpty):
        actions.move_campaign(campaign=campaign, move="open", by=coordinator, now=now)
    actions.ask_for(campaign=campaign, measures={"lessons": ("Lessons", "Held")}, by=coordinator)
    actions.move_campaign(campaign=campaign, move="open", by=coordinator, now=now)
    with pytest.raises(actions.QuestionsAreAsked):
        actions.ask_for(campaign=campaign, measures={}, by=coordinator)
    with pytest.raises(actions.CampaignStateIsOther):
        actions.move_campaign(campaign=campaign, move="open", by=coordinator, now=now)
    actions.move_campaign(campaign=campaign, move="close", by=coordinator, now=now)
    with pytest.raises(actions.StepNeedsReason):
        actions.move_campaign(campaign=campaign, move="reopen", by=coordinator, now=now)
    actions.move_campaign(campaign=campaign, move="reopen", reason="A late one", by=coordinator, now=now)
    assert campaign.steps.count() == 3
    with pytest.raises(actions.CampaignAddressIsTaken):
        factories.written(coordinator, now)


def test_erased_officer_is_gone_and_the_seal_holds(campaign, apricot, kofi, now):
    place = Institution.objects.get(university=apricot)
    figures = {"lessons": actions.Written(value=1)}
    draft = actions.write_report(campaign=campaign, institution=place, figures=figures, by=kofi, now=now)
    actions.sign_reports(campaign=campaign, reports=[draft], name="Kofi Annan", office="Registrar", by=kofi, now=now)
    given = exporters["reporting"](kofi)
    assert (given["signed"][0]["name"], len(given["written"])) == ("Kofi Annan", 1)

    erasers["reporting"](kofi)

    signature = Signature.objects.get()
    assert (signature.by, signature.name, signature.salt) == (None, "", "")
    assert "Kofi" not in signature.payload
    assert queries.seal_holds(signature)
    assert not any(exporters["reporting"](kofi).values())


def test_closed_campaign_takes_nothing(campaign, apricot, coordinator, kofi, now):
    place = Institution.objects.get(university=apricot)
    figures = {"lessons": actions.Written(value=1)}
    draft = actions.write_report(campaign=campaign, institution=place, figures=figures, by=kofi, now=now)
    actions.move_campaign(campaign=campaign, move="close", by=coordinator, now=now)

    with pytest.raises(actions.CampaignTakesNoReports):
        actions.write_report(campaign=campaign, institution=place, figures=figures, by=kofi, now=now)
    with pytest.raises(actions.CampaignTakesNoReports):
        actions.sign_reports(campaign=campaign, reports=[draft], name="K", office="X", by=kofi, now=now)
    assert not Report.objects.signed().exists()


def test_an_empty_draft_is_not_signed_and_can_be_thrown_away(campaign, apricot, kofi, now):
    place = Institution.objects.get(university=apricot)
    draft = actions.write_report(campaign=campaign, institution=place, figures={}, by=kofi, now=now)

    with pytest.raises(actions.NothingIsReported):
        actions.sign_reports(campaign=campaign, reports=[draft], name="K", office="X", by=kofi, now=now)
    actions.discard_draft(report=draft)
    assert not Report.objects.exists()
