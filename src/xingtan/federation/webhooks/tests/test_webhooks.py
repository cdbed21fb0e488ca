"""Who asked for it is told what changed: signed, at least once, and nothing that is not public."""

import json
from datetime import timedelta
from typing import Any

import pytest

from xingtan.catalog import public as catalog
from xingtan.catalog.tests import factories
from xingtan.federation.webhooks import access, actions, rules, tasks
from xingtan.federation.webhooks.models import Delivery, Webhook
from xingtan.kernel import http
from xingtan.kernel.errors import NotThere, OutsideFailed
from xingtan.kernel.http import Reply
from xingtan.people.registry import erasers, exporters

pytestmark = pytest.mark.django_db

ALL = tuple(rules.KINDS)
URL = "https://a.example/hook"


class Receiver:
    """A program elsewhere that is told things."""

    def __init__(self) -> None:
        self.status, self.got = 200, []

    def fetch(self, url, *, method, headers, data, **_) -> Reply:
        self.got.append((headers, data))
        if self.status == 0:
            raise OutsideFailed("the address is not public")
        return Reply(self.status, url, {}, b"")


@pytest.fixture
def receiver(monkeypatch):
    found = Receiver()
    monkeypatch.setattr(http, "fetch", found.fetch)
    return found


def registered(university, by, now, kinds=ALL, url=URL):
    return actions.register_webhook(university=university, url=url, kinds=kinds, by=by, now=now - timedelta(hours=1))


def test_signature_is_that_of_the_standard():
    # The example of the specification.
    signed = rules.signature_of(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp=1614265330,
        body=b'{"test": 2432232314}',
    )

    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_change_is_told_signed_and_once(apricot, kofi, now, relay, tasks_now, receiver):
    webhook, secret = registered(apricot, kofi, now)
    course = factories.published(apricot)
    relay()

    ((headers, data),) = [each for each in receiver.got if b"course.published" in each[1]]
    said = json.loads(data)
    assert said["data"] == {"courses": [{"uid": str(course.uid), "url": "http://localhost:8000/courses/apricot/maps/"}]}
    assert headers["webhook-signature"] == rules.signature_of(
        secret, id=headers["webhook-id"], timestamp=int(headers["webhook-timestamp"]), body=data
    )
    assert not webhook.deliveries.waiting().exists()


def test_hearing_twice_is_telling_once(apricot, kofi, now):
    webhook, _ = registered(apricot, kofi, now)
    course = factories.published(apricot)
    happened = actions.Happened("course.published", course.uid, now, [course.uid])

    actions.tell(happened=[happened])
    actions.tell(happened=[happened])

    assert webhook.deliveries.count() == 1


def test_nobody_is_told_of_drafts_or_of_another_universitys_courses(apricot, bamboo, kofi, now, relay):
    webhook, _ = registered(apricot, kofi, now)
    catalog.describe_course(course=factories.draft(apricot, "secret"), by=None, title={"en": "Secret"})
    factories.published(bamboo, "tea")
    withdrawn = factories.published(apricot, "gone")
    catalog.withdraw_course(course=withdrawn, by=None)
    catalog.describe_course(course=withdrawn, by=None, title={"en": "Changed in secret"})
    relay()

    # When it was heard, the course was no longer shown: that it was withdrawn is all there is to tell.
    assert list(webhook.deliveries.values_list("kind", flat=True)) == ["course.withdrawn"]


def test_only_what_was_asked_for_is_told(apricot, operator, now, relay):
    webhook, _ = registered(None, operator, now, kinds=["run.opened"])
    course = factories.published(apricot)
    run = catalog.open_run(course=course, by=None, starts_at=now)
    relay()

    (told,) = webhook.deliveries.all()
    assert json.loads(told.body)["data"]["run"] == str(run.uid)


def test_many_courses_are_told_in_parts(apricot, operator, now, monkeypatch):
    monkeypatch.setattr(actions, "COURSES_A_DELIVERY", 2)
    webhook, _ = registered(None, operator, now)
    courses = [factories.published(apricot, f"course-{number}").uid for number in range(3)]

    actions.tell(happened=[actions.Happened("courses.gathered", courses[0], now, courses, {"platform": "x"})])

    assert [len(json.loads(each.body)["data"]["courses"]) for each in webhook.deliveries.order_by("part")] == [2, 1]


@pytest.mark.parametrize("status", [0, 302, 404, 500])
def test_what_does_not_arrive_is_tried_again_later_and_later_and_then_parked(
    status, apricot, kofi, now, receiver, relay
):
    receiver.status = status
    webhook, _ = registered(apricot, kofi, now)
    told = actions.ping(webhook=webhook, by=kofi, now=now)

    for _ in range(12):
        tasks.deliver(delivery=str(told.uid))
    told.refresh_from_db()

    assert len(receiver.got) == 10
    assert {headers["webhook-id"] for headers, _ in receiver.got} == {str(told.uid)}
    assert told.parked_at
    assert told.last_status == (status or None)


def test_what_was_parked_is_sent_again_when_a_person_says_so(apricot, kofi, now, receiver, relay, tasks_now):
    webhook, _ = registered(apricot, kofi, now)
    told = actions.ping(webhook=webhook, by=kofi, now=now)
    Delivery.objects.update(parked_at=now, attempts=10)

    actions.send_again(delivery=told, by=kofi)
    relay()
    told.refresh_from_db()

    assert (told.attempts, told.parked_at, told.last_status) == (1, None, 200)


def test_address_that_is_gone_is_told_nothing_until_a_person_says_so(apricot, kofi, now, receiver, relay, tasks_now):
    receiver.status = 410
    webhook, _ = registered(apricot, kofi, now)
    actions.ping(webhook=webhook, by=kofi, now=now)
    relay()
    webhook.refresh_from_db()
    factories.published(apricot)
    relay()
    before = len(receiver.got)
    receiver.status = 200

    actions.resume(webhook=webhook, by=kofi)
    relay()

    assert (webhook.paused_at is not None, before) == (True, 1)
    assert not webhook.deliveries.waiting().exists()


def test_new_secret_signs_beside_the_old_one_for_a_day(apricot, kofi, now, monkeypatch):
    webhook, old = registered(apricot, kofi, now)
    new = actions.change_secret(webhook=webhook, by=kofi, now=now)
    told = actions.ping(webhook=webhook, by=kofi, now=now)
    told.webhook.refresh_from_db()

    headers = tasks.headers_of(told)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=2))
    later = tasks.headers_of(told)

    stamp: Any = {"id": str(told.uid), "timestamp": int(headers["webhook-timestamp"]), "body": told.body.encode()}
    signed = [rules.signature_of(secret, **stamp) for secret in (new, old)]
    assert headers["webhook-signature"] == " ".join(signed)
    assert len(later["webhook-signature"].split()) == 1


@pytest.mark.parametrize(
    ("url", "kinds", "error"),
    [
        ("http://a.example/hook", ALL, actions.NotSafe),
        ("https://a.example/hook", ["course.eaten"], actions.NothingToTell),
    ],
)
def test_webhook_that_makes_no_sense_is_refused(url, kinds, error, apricot, kofi, now):
    with pytest.raises(error):
        registered(apricot, kofi, now, kinds=kinds, url=url)


def test_there_is_an_end_to_webhooks(apricot, kofi, now):
    for _ in range(actions.MOST_WEBHOOKS):
        registered(apricot, kofi, now)

    with pytest.raises(actions.TooManyWebhooks):
        registered(apricot, kofi, now)


def test_only_who_runs_the_university_finds_its_webhooks(apricot, kofi, kofi_of_bamboo, grace, mallory, operator, now):
    webhook, _ = registered(apricot, kofi, now)
    of_all, _ = registered(None, operator, now)

    assert access.webhook_to_keep(kofi, webhook=webhook.uid) == webhook
    assert access.webhook_to_keep(operator, webhook=of_all.uid) == of_all
    for person in (kofi_of_bamboo, grace, mallory, operator):
        with pytest.raises(NotThere):
            access.webhook_to_keep(person, webhook=webhook.uid)
    with pytest.raises(NotThere):
        access.delivery_to_keep(kofi, webhook=webhook.uid, delivery=webhook.uid)


def test_secret_is_shown_once(browse, apricot, kofi):
    browser = browse(kofi)

    made = browser.post("/u/apricot/webhooks/", {"url": "a.example/hook", "kinds": ["course.published"]})
    webhook = Webhook.objects.get()
    again = browser.get(webhook.get_absolute_url())

    assert "whsec_" in made.text
    assert made["Cache-Control"] == "no-store"
    assert "whsec_" not in again.text
    assert webhook.url == "https://a.example/hook"


@pytest.mark.parametrize("count", [1, 3])
def test_page_shows_what_was_told(count, browse, apricot, kofi, now, django_assert_num_queries):
    webhook, _ = registered(apricot, kofi, now)
    for _ in range(count):
        actions.ping(webhook=webhook, by=kofi, now=now)
    browser = browse(kofi)

    with django_assert_num_queries(6):
        page = browser.get(webhook.get_absolute_url())

    assert page.text.count("<td>ping") == count


def test_page_offers_a_test_a_new_secret_and_an_end(browse, apricot, kofi, now):
    webhook, _ = registered(apricot, kofi, now)
    browser, url = browse(kofi), webhook.get_absolute_url()

    assert browser.post(f"{url}ping/").status_code == 303
    told = webhook.deliveries.get()
    assert browser.post(f"{url}deliveries/{told.uid}/sending/").status_code == 303
    assert "whsec_" in browser.post(f"{url}secret/").text
    assert browser.post(f"{url}pause/").status_code == 303
    assert browser.post(f"{url}end/")["Location"] == "/u/apricot/webhooks/"
    assert not Webhook.objects.exists()


def test_programs_do_the_same(browse, apricot, kofi, mallory):
    browser = browse(kofi)
    said = {"url": URL, "kinds": ["course.published"], "university": "apricot"}

    made = browser.post("/api/v1/webhooks", said, content_type="application/json")
    uid = made.json()["uid"]

    assert made.json()["secret"].startswith("whsec_")
    assert [each["uid"] for each in browser.get("/api/v1/webhooks?university=apricot").json()] == [uid]
    assert browser.post(f"/api/v1/webhooks/{uid}/ping").status_code == 202
    (told,) = browser.get(f"/api/v1/webhooks/{uid}/deliveries").json()
    assert browser.post(f"/api/v1/webhooks/{uid}/deliveries/{told['uid']}/sending").status_code == 204
    assert browser.post(f"/api/v1/webhooks/{uid}/secret").json()["secret"] != made.json()["secret"]
    assert browser.delete(f"/api/v1/webhooks/{uid}/pause").status_code == 204
    assert browse(mallory).delete(f"/api/v1/webhooks/{uid}").status_code == 404
    assert browser.get("/api/v1/webhooks").status_code == 404
    assert browser.post("/api/v1/webhooks", {**said, "url": "no"}, content_type="application/json").status_code == 422
    assert browser.delete(f"/api/v1/webhooks/{uid}").status_code == 204


def test_old_deliveries_are_forgotten(apricot, kofi, now):
    webhook, _ = registered(apricot, kofi, now)
    for days in (1, 40):
        actions.ping(webhook=webhook, by=kofi, now=now)
        Delivery.objects.filter(delivered_at=None).update(delivered_at=now - timedelta(days=days))

    actions.forget_old(now=now)

    assert webhook.deliveries.count() == 1


def test_person_is_told_of_theirs_and_can_be_forgotten(apricot, kofi, now):
    webhook, _ = registered(apricot, kofi, now)

    assert [each["url"] for each in exporters["federation.webhooks"](kofi)["webhooks"]] == [URL]
    erasers["federation.webhooks"](kofi)
    webhook.refresh_from_db()

    assert webhook.registered_by is None
