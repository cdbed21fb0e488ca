"""A campaign goes its whole way on the pages, and strangers find nothing of it before its release."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xingtan.reporting import actions, queries
from xingtan.reporting.models import Campaign, Institution, Report, Sheet
from xingtan.reporting.tests import factories

pytestmark = pytest.mark.django_db

DESK = "/reporting/"
SAID = {
    "language": "en",
    "slug": "spring",
    "title": "The spring",
    "about": "",
    "starts_on": "2020-02-17",
    "ends_on": "2020-04-03",
    "as_of": "2020-04-03",
    "due_on": "2190-01-01",
    "release_on": "2190-02-01",
    "zone": "Asia/Shanghai",
    "announced": "",
    "naming": "count",
    "plan": "-7, 1",
}


@pytest.fixture
def place(apricot, kofi):
    return lambda: Institution.objects.get(university=apricot)


def at(campaign, institution):
    return f"{DESK}campaigns/{campaign.slug}/institutions/{institution.uid}/"


def test_a_campaign_goes_from_draft_to_signed_report(coordinator, kofi, place, browse, now):
    carmen, uni = browse(coordinator), browse(kofi)
    assert carmen.post(f"{DESK}campaigns/", SAID)["Location"] == f"{DESK}campaigns/spring/"
    assert carmen.get(f"{DESK}campaigns/spring/questions/").status_code == 200
    asked = {"ask-lessons": "on", "says-lessons": "Sessions held", "ask-attendances": "on", "says-attendances": ""}
    assert carmen.post(f"{DESK}campaigns/spring/questions/", asked).status_code == 303
    opened = carmen.post(f"{DESK}campaigns/spring/steps/", {"move": "open", "is_reminding": "on"})
    assert opened.status_code == 303
    campaign = Campaign.objects.get()
    assert campaign.is_reminding
    assert [each.measure for each in queries.questions_of(campaign)] == ["lessons", "attendances"]

    page = at(campaign, place())
    assert page in uni.get(DESK).text
    assert uni.post(page, {"value-lessons": "1,000", **empty(campaign)}).status_code == 422
    odd = {**empty(campaign), "value-lessons": "100", "value-attendances": "90"}
    draft = uni.post(page, odd)["Location"]
    shown = uni.get(draft).text
    assert "There are fewer attendances (90) than lessons (100)." in shown
    sign = {"name": "Kofi Annan", "office": "Registrar", "has_looked": "on"}
    refused = uni.post(draft, sign)
    assert refused.status_code == 422
    assert "nobody has said why" in refused.text
    answered = {**odd, "comment-attendances": "Ten lessons were empty."}
    assert uni.post(page, answered).status_code == 303
    assert uni.post(draft, {**sign, "has_looked": ""}).status_code == 422
    signed = uni.post(draft, sign)
    report = Report.objects.get()
    assert signed["Location"] == report.get_absolute_url()
    shown = uni.get(report.get_absolute_url()).text
    assert "Nothing was changed since." in shown
    assert "Ten lessons were empty." in shown
    assert "90" in carmen.get(f"{DESK}campaigns/spring/").text


def empty(campaign):
    return {f"basis-{each.measure}": "institution" for each in queries.questions_of(campaign)}


@pytest.fixture
def campaign(coordinator, apricot, now):
    return factories.opened(coordinator, now, naming="names")


def test_signed_report_never_changes_and_a_correction_says_why(campaign, place, kofi, browse, now):
    uni, page = browse(kofi), at(campaign, place())
    sign = {"name": "Kofi", "office": "Registrar", "has_looked": "on"}
    first = uni.post(page, {**empty(campaign), "value-lessons": "10"})["Location"]
    uni.post(first, sign)
    assert uni.post(first, sign).status_code == 302
    assert uni.post(first.replace("signature", "removal")).status_code == 303
    assert Report.objects.get().signed_at

    assert uni.post(page, {**empty(campaign), "value-lessons": "12"}).status_code == 422
    second = uni.post(page, {**empty(campaign), "value-lessons": "12", "reason": "Two came late"})["Location"]
    uni.post(second, sign)

    old, new = Report.objects.order_by("number")
    assert "Version 2 stands in its place." in uni.get(old.get_absolute_url()).text
    assert "Two came late" in uni.get(new.get_absolute_url()).text
    assert [each.value for each in queries.reported("lessons")] == [12]


def test_what_was_changed_behind_the_seal_is_told(campaign, place, kofi, browse, now):
    actions.take_reports(campaign=campaign, rows=[factories.taken(place().code, lessons=10)], now=now)
    report = Report.objects.get()

    report.figures.update(value=11)

    assert "The seal does not hold" in browse(kofi).get(report.get_absolute_url()).text


def test_two_people_look_where_the_campaign_wants_it(coordinator, apricot, kofi, place, now):
    campaign = factories.opened(coordinator, now, wants_two=True)
    figures = {"lessons": actions.Written(value=1)}
    draft = actions.write_report(campaign=campaign, institution=place(), figures=figures, by=kofi, now=now)

    with pytest.raises(actions.SomebodyElseSigns):
        actions.sign_reports(campaign=campaign, reports=[draft], name="Kofi", office="X", by=kofi, now=now)
    actions.sign_reports(campaign=campaign, reports=[draft], name="Carmen", office="X", by=coordinator, now=now)


def test_before_the_release_a_stranger_finds_what_is_absent(
    campaign, place, kofi, mallory, kofi_of_bamboo, browse, now
):
    actions.take_reports(campaign=campaign, rows=[factories.taken(place().code, lessons=10)], now=now)
    report = Report.objects.get()
    hidden = [
        campaign.get_absolute_url(),
        f"{campaign.get_absolute_url()}figures.csv",
        campaign.desk_url,
        at(campaign, place()),
        report.get_absolute_url(),
        f"/api/v1/releases/{campaign.slug}",
        f"/api/v1/reporting/reports/{report.uid}",
        f"/api/v1/reporting/campaigns/{campaign.slug}",
    ]

    for who in (None, mallory, kofi_of_bamboo):
        assert [browse(who).get(each).status_code for each in hidden] == [404] * len(hidden)
        assert "spring" not in browse(who).get("/releases/").text.lower()
        assert browse(who).get("/api/v1/releases").json() == {"released": [], "to_come": []}

    assert browse(kofi).get(report.get_absolute_url()).status_code == 200


def test_calendar_says_only_what_was_announced(campaign, browse, coordinator, now):
    actions.describe_campaign(campaign=campaign, announced={"en": "Teaching on line, 2020"}, by=coordinator, now=now)

    shown = browse().get("/releases/").text

    assert "Teaching on line, 2020" in shown
    assert "Teaching in the spring" not in shown
    assert campaign.slug not in shown


def test_after_the_release_everyone_reads_figures_denominator_and_who_is_missing(
    campaign, place, bamboo, browse, coordinator, now
):
    factories.institutions(2)
    actions.take_reports(campaign=campaign, rows=[factories.taken(place().code, lessons=1234)], now=now)
    Campaign.objects.update(release_at=now - timedelta(seconds=1))

    shown = browse().get(campaign.get_absolute_url())

    assert shown.status_code == 200
    assert "1,234" in shown.text
    assert "Reported by the institution" in shown.text
    assert (
        "lessons,Lessons,all,1,1234,1,2020-02-17,2020-04-03,2020-04-03"
        in browse().get(f"{campaign.get_absolute_url()}figures.csv").text
    )
    assert browse().get(f"/api/v1/releases/{campaign.slug}").json()["totals"][2]["value"] == 1234
    report = browse().get(Report.objects.get().get_absolute_url()).text
    assert "Registrar" in report
    assert "Li Na" not in report


def test_released_embargo_and_period_stay(campaign, coordinator, now):
    Campaign.objects.update(release_at=now - timedelta(seconds=1))

    with pytest.raises(actions.CampaignIsReleased):
        actions.describe_campaign(campaign=campaign, release_at=now + timedelta(days=1), by=coordinator, now=now)


def filled(response, **values):
    """Fill the template in, as somebody does with a spreadsheet."""
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    page = book.active
    for row in page.iter_rows(min_row=2):
        if row[2].value in values:
            row[4].value = values[row[2].value]
    kept = io.BytesIO()
    book.save(kept)
    return SimpleUploadedFile("figures.xlsx", kept.getvalue())


def test_table_is_looked_through_by_cell_and_applied_whole(campaign, place, kofi, browse):
    uni, page = browse(kofi), at(campaign, place())
    template = uni.get(f"{page}figures.xlsx")

    bad = uni.post(f"{page}tables/", {"file": filled(template, lessons=-3, courses="many", teachers=5)})
    shown = uni.get(bad["Location"]).text
    assert "Figures!E4" in shown
    assert "A figure is not below zero." in shown
    assert "Figures!E3" in shown
    assert "This is no whole number." in shown
    assert uni.post(bad["Location"]).status_code == 422
    assert not Report.objects.exists()

    good = uni.post(f"{page}tables/", {"file": filled(template, lessons=30, courses=3)})
    assert "Nothing is wrong with it: 2 figures of 1 institutions." in uni.get(good["Location"]).text
    assert not Report.objects.exists()
    assert uni.post(good["Location"]).status_code == 303
    assert {each.measure: each.value for each in Report.objects.get().figures.all()} == {"lessons": 30, "courses": 3}
    assert uni.post(good["Location"]).status_code == 422


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"\x00\xff\xfe", b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0"])
def test_rubbish_is_no_table(campaign, place, kofi, browse, content):
    page = at(campaign, place())

    response = browse(kofi).post(f"{page}tables/", {"file": SimpleUploadedFile("x.xlsx", content or b" ")})

    assert response.status_code == 422
    assert not Sheet.objects.exists()


def test_others_tables_and_reports_are_not_there(campaign, place, kofi, kofi_of_bamboo, browse, now):
    page = at(campaign, place())
    uni = browse(kofi)
    made = uni.post(f"{page}tables/", {"file": filled(uni.get(f"{page}figures.xlsx"), lessons=30)})["Location"]
    draft = uni.post(page, {**empty(campaign), "value-lessons": "10"})["Location"]

    other = browse(kofi_of_bamboo)
    assert [other.get(each).status_code for each in (page, f"{page}figures.xlsx", made, draft)] == [404] * 4
    assert [other.post(each).status_code for each in (page, f"{page}tables/", made, draft)] == [404] * 4


@pytest.mark.parametrize("count", [1, 3])
def test_desks_ask_the_same_number_of_questions(coordinator, apricot, browse, now, count, django_assert_num_queries):
    factories.institutions(count)
    campaign = [factories.opened(coordinator, now, f"c{number}") for number in range(count)][-1]
    client = browse(coordinator)
    for address in (DESK, campaign.desk_url, f"{campaign.desk_url}missing/", f"{DESK}institutions/"):
        client.get(address)

    with django_assert_num_queries(9):
        client.get(DESK)
    with django_assert_num_queries(10):
        client.get(f"{campaign.desk_url}missing/")
    with django_assert_num_queries(6):
        client.get(f"{DESK}institutions/")


def test_institutions_are_listed_from_a_table(coordinator, apricot, browse):
    carmen = browse(coordinator)
    said = (
        "code,name,country,province,students,university\n4111010001,北京大学,CN,Beijing,45000,apricot\nX2,Two,CN,,,\n"
    )
    bad = said + "X2,Again,CHN,,-5,nowhere\n"

    refused = carmen.post(f"{DESK}institutions/", {"file": SimpleUploadedFile("list.csv", bad.encode())})
    assert refused.status_code == 422
    assert "CSV!A4" in refused.text
    assert not Institution.objects.exists()
    taken = carmen.post(f"{DESK}institutions/", {"file": SimpleUploadedFile("list.csv", said.encode())})
    assert taken.status_code == 303
    assert Institution.objects.get(code="4111010001").university == apricot

    whole = "code,name\nX2,Two\n"
    carmen.post(f"{DESK}institutions/", {"file": SimpleUploadedFile("l.csv", whole.encode()), "is_whole": "on"})
    assert Institution.objects.get(code="4111010001").ended_at


def test_officer_of_an_institution_known_by_its_code_reports(campaign, coordinator, mallory, browse, now):
    place = Institution.objects.get()
    Institution.objects.update(university=None)
    page = at(campaign, place)
    carmen, officer = browse(coordinator), browse(mallory)
    assert officer.get(page).status_code == 404
    address = f"{DESK}institutions/{place.uid}/"
    assert carmen.post(address, {"email": "nobody@example.org", "office": "Registrar"}).status_code == 422
    assert carmen.post(address, {"email": str(mallory.email), "office": "Registrar"}).status_code == 303

    assert officer.get(page).status_code == 200
    assert page in officer.get(DESK).text
    ended = carmen.post(f"{DESK}officers/{place.officers.get().pk}/dismissal/")
    assert ended.status_code == 303
    assert officer.get(page).status_code == 404
