"""Those who study together ask and answer; words that hurt are reported and hidden, and nothing is lost."""

import pytest

from xingtan.discussion import actions
from xingtan.discussion.models import Complaint, Hiding, Post, Thread
from xingtan.learning.tests import factories
from xingtan.notices import public as notices
from xingtan.people.registry import erasers

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(apricot, grace, ada):
    made = factories.run_of(apricot)
    factories.teach(grace, made)
    factories.place(made, ada)
    return made


@pytest.fixture
def unit(run):
    return f"{run.get_absolute_url()}units/welcome/"


def asked(run, ada, now, body="Why are ferns green?"):
    return actions.ask(run=run, unit="welcome", body=body, by=ada, now=now)


def test_question_stands_on_the_unit(browse, unit, ada):
    response = browse(ada).post(f"{unit}questions/", {"body": "Why are ferns green?"})

    assert (response.status_code, response["Location"]) == (303, f"{unit}#questions")
    assert "Why are ferns green?" in browse(ada).get(unit).text


def test_empty_question_is_refused(browse, unit, ada):
    assert browse(ada).post(f"{unit}questions/", {"body": " "}).status_code == 422
    assert not Thread.objects.exists()


def test_answer_of_a_teacher_is_marked_and_told(browse, run, unit, ada, grace, now):
    thread = asked(run, ada, now)

    browse(grace).post(f"{unit}questions/{thread.uid}/", {"body": "Chlorophyll."})

    assert Post.objects.get().by_staff
    assert notices.unread_count(ada) == 1
    assert "teaches this" in browse(ada).get(f"{unit}questions/{thread.uid}/").text


def test_reported_words_are_hidden_and_shown_again(browse, run, unit, ada, grace, now):
    thread = asked(run, ada, now, body="Buy my ferns!")
    address = f"{unit}questions/{thread.uid}/"

    browse(grace).post(f"{address}complaints/", {"reason": "An advertisement"})
    browse(grace).post(f"{address}hiding/", {"reason": "An advertisement"})

    assert Complaint.objects.get().reason == "An advertisement"
    assert "Buy my ferns!" not in browse(ada).get(unit).text
    assert browse(ada).get(address).status_code == 404
    assert "Buy my ferns!" in browse(grace).get(address).text

    browse(grace).post(f"{address}hiding/", {"away": "1"})
    assert not Hiding.objects.exists()
    assert "Buy my ferns!" in browse(ada).get(unit).text


def test_hidden_answer_keeps_its_place_without_its_words(browse, run, unit, ada, grace, now):
    thread = asked(run, ada, now)
    post = actions.answer(thread=thread, body="Rude words", by=ada, by_staff=False, url="/", now=now)
    actions.hide(thread=thread, post=post, reason="", by=grace, now=now)

    shown = browse(ada).get(f"{unit}questions/{thread.uid}/").text

    assert "Rude words" not in shown
    assert "have hidden this" in shown


def test_stranger_finds_nothing_and_a_learner_cannot_hide(browse, run, unit, ada, mallory, kofi_of_bamboo, now):
    address = f"{unit}questions/{asked(run, ada, now).uid}/"

    for stranger in (None, mallory, kofi_of_bamboo):
        assert browse(stranger).get(address).status_code == 404
        assert browse(stranger).post(f"{address}complaints/").status_code == 404
    assert browse(ada).post(f"{address}hiding/").status_code == 404


def test_answer_named_in_a_form_belongs_to_the_question(browse, run, unit, ada, grace, now):
    thread, other = asked(run, ada, now), asked(run, ada, now)
    post = actions.answer(thread=other, body="There", by=ada, by_staff=False, url="/", now=now)

    for uid in (str(post.uid), "nonsense"):
        assert browse(grace).post(f"{unit}questions/{thread.uid}/hiding/", {"post": uid}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_of_the_database_for_any_number(run, ada, now, count, django_assert_num_queries):
    from xingtan.discussion.queries import threads_on

    for _ in range(count):
        asked(run, ada, now)

    with django_assert_num_queries(1):
        assert len(threads_on(run, "welcome", guides=lambda: pytest.fail("nothing is hidden"))) == count


@pytest.mark.parametrize(("guides", "shown"), [(True, [(True, 0), (False, 0)]), (False, [(False, 0)])])
def test_hidden_question_is_shown_to_who_guides(run, ada, grace, now, guides, shown):
    from xingtan.discussion.queries import threads_on

    asked(run, ada, now)
    Hiding.objects.create(thread=asked(run, ada, now), by=grace, at=now)

    found = threads_on(run, "welcome", guides=lambda: guides)

    assert [(each.is_hidden, each.complaints) for each in found] == shown


def test_erased_person_leaves_no_words(run, ada, grace, now):
    lonely, answered = asked(run, ada, now), asked(run, ada, now)
    actions.answer(thread=answered, body="An answer to keep", by=grace, by_staff=True, url="/", now=now)

    erasers["discussion"](ada)

    assert not Thread.objects.filter(pk=lonely.pk).exists()
    answered.refresh_from_db()
    assert (answered.author, answered.body) == (None, "…")
    assert Post.objects.get().body == "An answer to keep"
