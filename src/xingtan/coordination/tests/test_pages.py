"""A course goes the whole way on the pages; calls are read by anyone."""

import re

import pytest

from xingtan.coordination import actions
from xingtan.coordination.models import Assignment, Call, Evidence, FollowUp, Nomination, Party, Task
from xingtan.coordination.tests import factories
from xingtan.notices import public as notices

pytestmark = pytest.mark.django_db

DESK = "/coordination/"


def test_a_course_goes_from_call_to_platform(course, kofi, coordinator, member, experts, browse, now):
    carmen, uni, chen = browse(coordinator), browse(kofi), browse(member)
    said = {
        "language": "en",
        "slug": "world",
        "title": "Courses for the world",
        "wanted": "**Good** ones",
        "due_on": "2190-01-01",
        "zone": "Asia/Shanghai",
        "reviews_wanted": "2",
    }
    assert carmen.post(f"{DESK}calls/", said)["Location"] == f"{DESK}calls/world/"
    assert browse().get("/calls/world/").status_code == 404
    assert carmen.post(f"{DESK}calls/world/steps/", {"move": "open"}).status_code == 303
    assert "<strong>Good</strong>" in browse().get("/calls/world/").text

    joined = uni.post(f"{DESK}calls/world/parties/", {"who": "university:apricot", "tier": "lead"})
    assert joined.status_code == 303
    asked = {"language": "en", "title": "Caption", "quota": "3", "of": "lead"}
    assert carmen.post(f"{DESK}calls/world/tasks/", asked).status_code == 303
    task = f"{DESK}tasks/{Task.objects.get().uid}/"
    done = {"party": Party.objects.get().uid, "count": "2", "link": "https://example.org/x", "note": "Two"}
    assert uni.post(task, done).status_code == 303
    check = f"{DESK}evidence/{Evidence.objects.get().uid}/check/"
    assert uni.post(check, {"answer": "accept"}).status_code == 404
    assert carmen.post(check, {"answer": "return", "reason": ""}).status_code == 422
    assert carmen.post(check, {"answer": "accept"}).status_code == 303
    assert "Caption: 2 of 3" in carmen.get(f"{DESK}calls/world/").text

    offered = uni.post(f"{DESK}calls/world/nominations/", {"course": course.uid, "statement": "Good"})
    nomination = Nomination.objects.get()
    page = nomination.get_absolute_url()
    assert offered["Location"] == page
    assert page in carmen.get(DESK).text
    assert carmen.post(f"{page}steps/", {"move": "confirm"}).status_code == 303
    for expert in experts:
        assert carmen.post(f"{page}experts/", {"email": expert.email}).status_code == 303
        review = Assignment.objects.get(expert=expert).get_absolute_url()
        assert review in browse(expert).get(DESK).text
        marks = {f"mark-{name}": mark for name, mark in factories.MARKS.items()}
        given = browse(expert).post(review, {**marks, "comment": "Well made", "recommendation": "accept"})
        assert given.status_code == 303
    assert carmen.post(f"{page}steps/", {"move": "close_review"}).status_code == 303
    assert page in chen.get(DESK).text
    assert chen.post(f"{page}steps/", {"move": "accept", "reason": "Both experts agree"}).status_code == 303
    assert carmen.post(f"{page}steps/", {"move": "publish"}).status_code == 303

    assert course.get_absolute_url() in browse().get("/calls/world/").text
    assert "Selected for the international platform" in browse().get(course.get_absolute_url()).text
    kinds = notices.Notice.objects.filter(person=kofi, kind="coordination.news").order_by("pk")
    assert [each.data["what"] for each in kinds] == [
        *("evidence_accepted", "in_review", "to_decide", "accepted", "selected"),
    ]


def test_follow_up_is_set_and_reported(at, coordinator, kofi, mallory, browse):
    nomination = at("selected")
    page = nomination.get_absolute_url()
    browse(coordinator).post(f"{page}follow-ups/", {"about": "Are there learners abroad?", "due_on": "2020-06-01"})
    report = f"{DESK}follow-ups/{FollowUp.objects.get().uid}/report/"
    assert "Are there learners abroad?" in browse(kofi).get(DESK).text

    assert browse(mallory).post(report, {"note": "x"}).status_code == 404
    assert browse(kofi).post(report, {"note": ""}).status_code == 303
    assert browse(kofi).post(report, {"note": "In 12 countries"}).status_code == 303
    assert browse(kofi).post(report, {"note": "In 13"}).status_code == 303

    shown = browse(coordinator).get(page).text
    assert "In 12 countries" in shown
    assert "In 13" not in shown


def test_course_that_was_taken_off_shows_it_no_more(at, call, browse):
    nomination = at("removed")

    assert "Selected for" not in browse().get(nomination.course.get_absolute_url()).text
    assert nomination.course.get_absolute_url() not in browse().get(call.get_absolute_url()).text


def test_mended_form_keeps_its_words(call, coordinator, kofi, course, browse, at):
    nomination = at("in_review")
    assert (
        browse(coordinator).post(f"{nomination.get_absolute_url()}experts/", {"email": "no@x.org"}).status_code == 422
    )
    bad = {"language": "en", "title": "X", "wanted": "Y", "due_on": "0001-01-01", "zone": "UTC", "reviews_wanted": "99"}
    assert browse(coordinator).post(f"{DESK}calls/{call.slug}/facts/", bad).status_code == 422
    assert browse(coordinator).post(f"{DESK}calls/{call.slug}/criteria/", {"lines": "a:b\na:c"}).status_code == 422
    assert browse(kofi).post(f"{DESK}calls/{call.slug}/nominations/", {"course": course.uid}).status_code == 422
    assert browse(kofi).post(f"{DESK}calls/{call.slug}/parties/", {"who": "university:bamboo"}).status_code == 422


def test_call_says_another_language_too(call, coordinator, browse):
    facts = f"{DESK}calls/{call.slug}/facts/"
    said = {"language": "zh-hans", "title": "春季征集", "wanted": "好课", "due_on": "2190-01-01", "zone": "UTC"}
    assert browse(coordinator).post(facts, {**said, "reviews_wanted": "1"}).status_code == 303

    call.refresh_from_db()
    assert call.title == {"en": "The spring call", "zh-hans": "春季征集"}


def test_criteria_are_lines(call, coordinator, browse):
    page = f"{DESK}calls/{call.slug}/criteria/"
    assert "Content: Is it right" in browse(coordinator).get(page).text
    browse(coordinator).post(page, {"lines": "Depth: Deep enough?\n深度\n"})

    assert [(each.key, str(each)) for each in call.criteria.order_by("place")] == [("depth", "Depth"), ("深度", "深度")]


def test_party_leaves_on_the_page(call, kofi, kofi_of_bamboo, apricot, browse, now):
    party = actions.join_call(call=call, university=apricot, tier="lead", by=kofi, now=now)
    leave = f"{DESK}parties/{party.uid}/departure/"

    assert browse(kofi_of_bamboo).post(leave).status_code == 404
    assert browse(kofi).post(leave, {"reason": "Too much"}).status_code == 303
    assert browse(kofi).post(leave).status_code == 404


def test_expert_says_that_they_cannot(at, coordinator, experts, kofi, browse, now):
    assignment = factories.asked(at("in_review"), coordinator, experts[0], now)
    page = assignment.get_absolute_url()

    assert browse(kofi).post(f"{page}release/", {"reason": "x"}).status_code == 404
    assert browse(experts[0]).post(f"{page}release/", {"reason": "I know the author"}).status_code == 303
    assert browse(experts[0]).get(page).status_code == 404


def test_desk_is_quiet_for_who_has_nothing(mallory, browse):
    assert "Nothing waits for you" in browse(mallory).get(DESK).text
    assert browse().get(DESK).status_code == 303


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_any_number(
    count, call, coordinator, apricot, grace, kofi, browse, now, django_assert_num_queries
):
    for number in range(count):
        factories.nominated(call, factories.whole_course(apricot, grace, now, f"maps-{number}"), kofi, now)
        actions.add_task(call=call, by=coordinator, title={"en": f"Task {number}"}, quota=10)
    browser = browse(coordinator)
    addresses = {DESK: 12, call.desk_url: 14, call.get_absolute_url(): 12}
    for address, queries in addresses.items():
        browser.get(address)
        with django_assert_num_queries(queries):
            browser.get(address)


def test_every_count_is_defined_on_the_page(call, browse):
    page = browse().get(call.get_absolute_url()).text

    linked, defined = set(re.findall(r'href="#(means-\w+)"', page)), set(re.findall(r'id="(means-\w+)"', page))
    assert linked == defined
    assert "<time" in page


def test_calls_are_listed_for_anyone(call, coordinator, browse, now):
    actions.add_call(slug="later", by=coordinator, title={"en": "Later"}, wanted={"en": "x"}, due_at=now)

    shown = browse().get("/calls/").text
    assert "The spring call" in shown
    assert "Later" not in shown
    assert "Later" in browse(coordinator).get("/calls/").text
    assert Call.objects.count() == 2


def test_every_form_is_shown(at, call, course, coordinator, kofi, kofi_of_bamboo, experts, browse, now, apricot, grace):
    nomination = at("in_review")
    assignment = factories.asked(nomination, coordinator, experts[0], now)
    factories.whole_course(apricot, grace, now, "atlas", title={"en": "Atlas"})
    shown = {
        (coordinator, f"{DESK}calls/"): "Where that day ends",
        (coordinator, f"{call.desk_url}facts/"): "The spring call",
        (coordinator, f"{call.desk_url}tasks/"): "Everyone who joined",
        (coordinator, nomination.get_absolute_url()): "Elif Demir",
        (kofi, f"{call.desk_url}nominations/"): "Atlas",
        (kofi_of_bamboo, f"{call.desk_url}nominations/"): "There is no course to nominate",
        (kofi, "/coordination/universities/apricot/adoptions/"): "No course is adopted yet",
        (kofi, "/experiences/tell/"): "What was done",
        (experts[0], assignment.get_absolute_url()): "Is it right, current and deep enough",
    }

    for (person, address), words in shown.items():
        assert words in browse(person).get(address).text, address
    assert browse(experts[0]).post(assignment.get_absolute_url(), {"comment": "x"}).status_code == 422
    assert browse().get(assignment.get_absolute_url()).status_code == 404


def test_what_cannot_be_is_said_on_the_page(at, call, course, coordinator, kofi, apricot, experts, browse, now):
    nomination = at("in_review")
    page, carmen = nomination.get_absolute_url(), browse(coordinator)
    steps = f"{call.desk_url}steps/"
    assert carmen.post(steps, {"move": "open"}).status_code == 422
    assert carmen.post(steps, {"move": "fly"}).status_code == 422
    assert carmen.post(steps, {"move": "x" * 50}).status_code == 422
    assert carmen.post(f"{page}steps/", {"move": "x" * 50}).status_code == 422
    assert carmen.post(f"{page}follow-ups/", {"about": "x", "due_on": "2021-01-01"}).status_code == 422
    assert carmen.post(f"{page}follow-ups/", {"about": "", "due_on": "2021-01-01"}).status_code == 422
    facts = {"language": "en", "slug": call.slug, "title": "X", "wanted": "Y", "due_on": "2190-01-01", "zone": "UTC"}
    assert carmen.post(f"{DESK}calls/", {**facts, "reviews_wanted": "1"}).status_code == 422
    assert carmen.post(f"{DESK}calls/{call.slug}/tasks/", {"quota": "0"}).status_code == 422
    offered = {"course": course.uid, "statement": "Again"}
    assert browse(kofi).post(f"{call.desk_url}nominations/", offered).status_code == 422

    assignment = factories.asked(nomination, coordinator, experts[0], now)
    assert browse(experts[0]).post(f"{assignment.get_absolute_url()}release/", {}).status_code == 303
    factories.reviewed(assignment, now)
    review = browse(experts[0])
    marks = {f"mark-{name}": mark for name, mark in factories.MARKS.items()}
    again = review.post(assignment.get_absolute_url(), {**marks, "comment": "x", "recommendation": "accept"})
    assert again.status_code == 422
    carmen.post(steps, {"move": "close"})
    assert carmen.post(f"{call.desk_url}parties/", {"who": "university:apricot", "tier": "lead"}).status_code == 422


def test_follow_ups_are_set_by_coordinators_on_what_is_selected(at, coordinator, member, now):
    from xingtan.coordination.actions.decisions import SelectionIsRemoved
    from xingtan.kernel.errors import NotAllowed

    nomination = at("removed")
    said = {"nomination": nomination, "about": "x", "due_on": now.date(), "now": now}
    with pytest.raises(SelectionIsRemoved):
        actions.follow_up(by=coordinator, **said)
    with pytest.raises(NotAllowed):
        actions.follow_up(by=member, **said)
