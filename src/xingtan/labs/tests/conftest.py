"""A run with an experiment, and Ada on it with a page open."""

import json

import pytest
from django.urls import reverse

from xingtan.labs import access
from xingtan.labs.tests import factories
from xingtan.learning import public as learning


@pytest.fixture
def run(apricot, now):
    return factories.run_of(apricot, now)


@pytest.fixture
def place(run, ada, now):
    return learning.enroll(run=run, learner=ada, now=now)


@pytest.fixture
def ticket(place, now):
    return access.ticket_for(place, "swing", now=now.timestamp())


@pytest.fixture
def send(browse, ada):
    """Send steps as the island does; what is text is sent as it is."""

    def sent(ticket, steps, person=ada):
        body = steps if isinstance(steps, str) else json.dumps({"steps": steps})
        address = reverse("api:record_steps", args=(ticket,))
        return browse(person).post(address, body, content_type="application/json")

    return sent
