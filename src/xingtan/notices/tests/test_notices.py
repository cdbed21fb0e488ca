"""People are told once, in their language, and as they chose."""

import pytest
from django.utils import timezone, translation

from xingtan.kernel.models import Outbox
from xingtan.notices import actions, queries, registry
from xingtan.people import public as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    mails = []
    monkeypatch.setattr("xingtan.notices.actions.mail.send", lambda **what: mails.append(what))
    return mails


@pytest.fixture
def kind(monkeypatch):
    monkeypatch.setitem(
        registry.kinds,
        "test.rain",
        registry.Kind(
            "test.rain",
            "Rain",
            lambda data: registry.Words(f"{translation.get_language()}: rain in {data['place']}", "/rain/"),
        ),
    )


@pytest.fixture
def ada():
    return people.join(email="ada@example.org", name="Ada")


def tell(*whom):
    return actions.tell(people=whom, kind="test.rain", about="1", data={"place": "Tartu"}, now=timezone.now())


def test_each_is_told_in_their_own_language(sent, kind, ada):
    wei = people.join(email="wei@example.org", name="伟", locale="zh-hans")

    assert tell(ada, wei) == 2

    assert [each["context"]["sentence"] for each in sent] == ["en: rain in Tartu", "zh-hans: rain in Tartu"]
    assert queries.unread_count(ada) == 1


def test_a_crowd_is_told_in_parts(sent, kind, ada, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    crowd = [ada, *(people.join(email=f"p{number}@example.org") for number in range(4))]

    assert tell(*crowd) == 5

    delivered = Outbox.objects.filter(name="notices.delivered").order_by("pk").values_list("body", flat=True)
    assert [len(each["people"]) for each in delivered] == [2, 2, 1]
    assert tell(*crowd) == 0
    assert len(sent) == 5


def test_telling_again_tells_nobody(sent, kind, ada):
    tell(ada)

    assert tell(ada) == 0
    assert len(sent) == 1


def test_who_wants_no_mail_gets_none(sent, kind, ada):
    actions.choose(person=ada, kind="test.rain", by_mail=False)

    tell(ada)

    assert sent == []
    assert [row.words.url for row in queries.latest_notices(ada)] == ["/rain/"]


def test_reading_empties_the_bell(sent, kind, ada, client):
    tell(ada)
    client.force_login(ada)

    response = client.get(f"/notices/{queries.latest_notices(ada)[0].uid}/")

    assert (response.status_code, response["Location"]) == (303, "/rain/")
    assert queries.unread_count(ada) == 0


def test_another_persons_notice_is_not_there(sent, kind, ada, client):
    tell(ada)
    client.force_login(people.join(email="mallory@example.org"))

    assert client.get(f"/notices/{queries.latest_notices(ada)[0].uid}/").status_code == 404
