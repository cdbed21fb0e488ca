"""People are given what was counted of them, until nobody can say whose it was."""

from datetime import UTC, datetime, timedelta

import pytest

from xingtan.closing.tests.factories import MONDAY, attend, small
from xingtan.eventstore import public as eventstore
from xingtan.people.registry import erasers, exporters

pytestmark = pytest.mark.django_db


def test_what_was_counted_of_a_person_is_theirs_to_have(ada, grace):
    spring = small(days=1, learners=6)
    account = eventstore.key("account", ada.uid)
    spring.say("accounts", MONDAY, source=0, account=account, person=account, university=0)
    attend(spring, MONDAY, 1000, account, source=0, seconds=1_200)
    attend(spring, MONDAY, 1002, account, source=0)
    spring.put()
    assert exporters["census"](ada)["attended"] == []
    eventstore.close()

    told = exporters["census"](ada)["attended"]

    assert [(each["at"], each["seconds"]) for each in told] == [
        ("2020-02-17T10:00:00", 600),
        ("2020-02-17T08:00:00", 1_200),
    ]
    assert exporters["census"](grace)["attended"] == []

    erasers["eventstore"](ada)
    eventstore.forget(now=datetime.now(UTC) + timedelta(days=2))

    assert exporters["census"](ada)["attended"] == []
