"""What worked is told, read by a coordinator, published, and found."""

import pytest

from xingtan.coordination import actions, queries
from xingtan.coordination.models import Experience
from xingtan.coordination.queries import Looked
from xingtan.kernel.errors import NotAllowed
from xingtan.notices import public as notices
from xingtan.people.registry import erasers, exporters

pytestmark = pytest.mark.django_db

SAID = {
    "title": {"en": "Lessons by radio", "fr": "Des leçons à la radio"},
    "context": {"en": "Villages without a network"},
    "case": {"en": "We **read** the lessons aloud every morning."},
    "evidence": {"en": "Nine in ten passed."},
    "contact": "radio@example.org",
    "licence": "CC-BY-4.0",
    "languages": ["en", "fr"],
    "tags": ["radio", "农村"],
}
FORM = {
    "language": "en",
    "title": "Lessons by radio",
    "context": "Villages",
    "case": "We **read** aloud",
    "evidence": "Nine in ten passed",
    "licence": "CC-BY-4.0",
    "tags": "Radio, villages,radio",
    "contact": "K.",
}


@pytest.fixture
def told(kofi, now):
    return actions.add_experience(by=kofi, now=now, **SAID)


@pytest.fixture
def published(told, coordinator, now, relay):
    found = actions.move_experience(experience=told, move="publish", by=coordinator, now=now)
    relay()
    return found


def test_it_is_published_by_somebody_else(told, kofi, coordinator, mallory, now):
    for other in (kofi, mallory):
        with pytest.raises(NotAllowed):
            actions.move_experience(experience=told, move="publish", by=other, now=now)
    actions.move_experience(experience=told, move="publish", by=coordinator, now=now)

    assert [(each.move, each.after) for each in told.steps.order_by("pk")] == [
        ("submit", "submitted"),
        ("publish", "published"),
    ]
    news = notices.Notice.objects.get(person=kofi)
    assert (news.kind, news.data["what"]) == ("coordination.news", "experience_published")


def test_coordinator_does_not_publish_their_own(coordinator, now):
    own = actions.add_experience(by=coordinator, now=now, **SAID)

    with pytest.raises(NotAllowed):
        actions.move_experience(experience=own, move="publish", by=coordinator, now=now)


@pytest.mark.parametrize(
    ("move", "state"), [("publish", "returned"), ("submit", "published"), ("send_back", "withdrawn")]
)
def test_step_from_a_wrong_state_changes_nothing(move, state, told, kofi, coordinator, now):
    from xingtan.coordination.actions.experiences import ExperienceStateIsOther

    Experience.objects.update(state=state)
    by = kofi if move == "submit" else coordinator
    with pytest.raises(ExperienceStateIsOther):
        actions.move_experience(experience=told, move=move, reason="x", by=by, now=now)


def test_returned_with_a_reason_and_submitted_again(told, kofi, coordinator, now):
    with pytest.raises(actions.ReasonIsMissing):
        actions.move_experience(experience=told, move="send_back", by=coordinator, now=now)
    actions.move_experience(experience=told, move="send_back", reason="How many?", by=coordinator, now=now)
    actions.describe_experience(experience=told, by=kofi, now=now, evidence={"en": "90 of 100"})
    with pytest.raises(NotAllowed):
        actions.describe_experience(experience=told, by=coordinator, now=now, evidence={"en": "All"})

    told.refresh_from_db()
    assert (told.state, str(told.evidence)) == ("submitted", "90 of 100")


def test_it_is_found_by_words_tags_and_language(published):
    found = {
        looked: [each.slug for each in queries.find_experiences(looked)]
        for looked in (Looked(), Looked("lecons"), Looked(tag="农村"), Looked("radio", "radio", "fr"))
    }

    assert set(map(tuple, found.values())) == {("lessons-by-radio",)}
    assert list(queries.find_experiences(Looked("radio", language="zh-hans"))) == []
    assert queries.tags_in_use() == [("radio", 1), ("农村", 1)]


def test_it_is_shown_beside_the_courses(published, browse):
    assert published.get_absolute_url() in browse().get("/explore/?q=radio").text
    assert published.get_absolute_url() not in browse().get("/explore/?q=submarine").text
    assert published.get_absolute_url() not in browse().get("/explore/").text


def test_changed_words_are_not_found_before_they_are_read(published, kofi, now, relay):
    actions.describe_experience(experience=published, by=kofi, now=now, title={"en": "Lessons by post"})
    relay()

    assert list(queries.find_experiences(Looked("lessons"))) == []


def test_two_of_one_title_have_two_addresses(told, kofi, now):
    other = actions.add_experience(by=kofi, now=now, **SAID)
    in_chinese = actions.add_experience(by=kofi, now=now, **{**SAID, "title": {"zh-hans": "广播课"}})

    telling = actions.add_experience(by=kofi, now=now, **{**SAID, "title": {"en": "Tell"}})
    assert telling.slug == "tell-2"
    assert [told.slug, other.slug, in_chinese.slug] == ["lessons-by-radio", "lessons-by-radio-2", "experience"]


def test_pages_tell_publish_and_find(kofi, coordinator, mallory, browse, relay):
    tell = "/experiences/tell/"
    assert browse().post(tell, FORM).status_code == 303
    assert browse(mallory).post(tell, FORM).status_code == 404
    assert browse(kofi).post(tell, {**FORM, "evidence_url": "ftp://x.org/"}).status_code == 422
    page = browse(kofi).post(tell, FORM)["Location"]
    assert browse().get(page).status_code == browse(mallory).get(page).status_code == 404
    assert page in browse(coordinator).get("/coordination/").text
    assert browse(kofi).post(f"{page}steps/", {"move": "publish"}).status_code == 403
    assert browse(coordinator).post(f"{page}steps/", {"move": "send_back"}).status_code == 422
    assert browse(coordinator).post(f"{page}steps/", {"move": "publish"}).status_code == 303
    relay()

    assert "<strong>read</strong>" in browse().get(page).text
    assert page in browse().get("/experiences/?q=radio").text
    assert page in browse().get("/experiences/?tag=villages").text
    assert "Nothing fits" in browse().get("/experiences/?q=submarine").text
    assert browse(mallory).post(f"{page}words/", FORM).status_code == 404
    assert browse(kofi).post(f"{page}words/", {**FORM, "title": "By radio"}).status_code == 303
    assert browse().get(page).status_code == 404


def test_script_in_words_is_not_run(kofi, coordinator, browse, now):
    bad = {**SAID, "case": {"en": "<script>alert(1)</script>[x](javascript:alert(1))"}}
    told = actions.add_experience(by=kofi, now=now, **bad)
    actions.move_experience(experience=told, move="publish", by=coordinator, now=now)

    page = browse().get(told.get_absolute_url()).text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_erased_author_is_named_nowhere(published, kofi, coordinator, browse):
    assert exporters["coordination"](kofi)["experiences"][0]["contact"] == "radio@example.org"

    erasers["coordination"](kofi)

    published.refresh_from_db()
    assert (published.contact, published.state) == ("", "withdrawn")


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_any_number(count, kofi, coordinator, browse, now, django_assert_num_queries):
    for _ in range(count):
        told = actions.add_experience(by=kofi, now=now, **SAID)
        actions.move_experience(experience=told, move="publish", by=coordinator, now=now)
    browser = browse()
    browser.get("/experiences/")

    with django_assert_num_queries(3):
        browser.get("/experiences/")
