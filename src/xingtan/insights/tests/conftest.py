"""Grace's class of maps, with Ada in it, and rules for points since yesterday."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from xingtan.insights import actions
from xingtan.insights.rules.points import Fact
from xingtan.teaching.tests import factories


@pytest.fixture
def maps(apricot, grace, now):
    return factories.a_class(apricot, grace, now)


@pytest.fixture
def place(maps, ada, now):
    return factories.place(maps, ada, now)


@pytest.fixture
def rules(maps, grace, now):
    worth = {"present": Decimal(5), "late": Decimal(2), "activity:poll": Decimal(1), "given": Decimal(3)}
    actions.set_rules(run=maps, worth=worth, by=grace, now=now - timedelta(days=1))
    return worth


@pytest.fixture
def happen(maps, ada, now):
    """Let something happen to Ada in the class."""

    def happened(what="present", *, subject=None, event=None, at=None, amount=1, person=None):
        fact = Fact(event=event or uuid4(), subject=subject or uuid4(), what=what, at=at or now, amount=Decimal(amount))
        return actions.Happened(run=maps.uid, person=(person or ada).uid, fact=fact)

    return happened
