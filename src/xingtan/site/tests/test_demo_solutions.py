"""The demo's directory is taken over whole, once, and answers what was listed on 13 March 2020."""

from datetime import date

import pytest

from xingtan.directory import public as directory
from xingtan.site.demo import cast, solutions

pytestmark = pytest.mark.django_db


def listed(now, **wanted):
    found = directory.find(directory.Wanted(**wanted), now=now)
    return set(directory.Version.objects.filter(pk__in=found.keys).values_list("name", flat=True))


def test_demo_lists_what_was_listed_then_and_what_is_listed_now(now):
    cast.found(now=now)
    solutions.list_them(now=now)

    then, today = listed(now, on=date(2020, 3, 13)), listed(now)
    assert {"Edmodo", "Skype", "Hangouts Meet", "Kolibri"} <= then
    assert not {"Jitsi Meet", "Google Meet", "Xingtan 杏坛", "Vikidia"} & then
    assert {"Google Meet", "Jitsi Meet", "Xingtan 杏坛"} <= today
    assert not {"Edmodo", "Skype", "Vikidia"} & today
    assert listed(now, offline="yes", language="fr", price="free") >= {"Kolibri", "Kiwix", "African Storybook"}
    assert listed(now, on=date(2020, 3, 12)) == set()

    count = directory.Version.objects.count()
    solutions.list_them(now=now)
    assert directory.Version.objects.count() == count
