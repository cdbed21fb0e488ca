"""`kill -9` at random moments of a walk loses and doubles nothing that was acknowledged.

`XINGTAN_KILLS=200` kills so often; `XINGTAN_KILL_SEED=7` chooses other moments and victims.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection

from tests.kill.house import House, house
from tests.kill.learner import Learner
from xingtan.site.processes import STOPS_WITHIN_SECONDS

KILLS = int(os.environ.get("XINGTAN_KILLS", "20"))
SEED = int(os.environ.get("XINGTAN_KILL_SEED", "1"))
LEARNERS = 4
BETWEEN_KILLS = (0.2, 1.6)


class Walk:
    """What happened, as the learners saw it and as the books tell it."""

    def __init__(self, site: House, learners: list[Learner], books: dict[str, Any], seconds_to_stop: float) -> None:
        self.site, self.learners, self.books, self.seconds_to_stop = site, learners, books, seconds_to_stop
        self.attempts = Counter(tuple(each) for each in books["attempts"])

    @property
    def once(self) -> list[str]:
        """Name each learner once."""
        return sorted(each.email for each in self.learners)


@pytest.fixture(scope="module")
def walk() -> Iterator[Walk]:
    """Let some learners walk while processes are killed, until nothing waits any more."""
    chance, enough = random.Random(SEED), Event()
    with house(on=connection.vendor) as site:
        made = site.ask("make", str(LEARNERS))
        site.start()
        learners = [
            Learner(site.port, email, made["password"], made["run"], made["problems"]) for email in made["emails"]
        ]
        with ThreadPoolExecutor(LEARNERS) as pool:
            walking = [pool.submit(each.walk, enough) for each in learners]
            while len(site.killed) < KILLS or not all(each.done() for each in walking):
                time.sleep(chance.uniform(*BETWEEN_KILLS))
                site.kill_someone(chance)
                # The last quarter hits the end of the walk: completions, certificates, mails.
                if len(site.killed) >= KILLS * 3 // 4:
                    enough.set()
                if len(site.killed) >= KILLS:
                    break
            for each in walking:
                each.result()
        books = site.settled()
        yield Walk(site, learners, books, site.stop())


@pytest.mark.slow
def test_everything_was_hit(walk: Walk) -> None:
    assert len(walk.site.killed) >= KILLS
    assert {"web", "web worker", "worker", "relay"} <= set(walk.site.killed)
    assert sum(len(each.acknowledged) for each in walk.learners) >= 3 * LEARNERS


@pytest.mark.slow
def test_what_was_acknowledged_is_there_once(walk: Walk) -> None:
    acknowledged = [answer for each in walk.learners for answer in each.acknowledged]

    assert [answer for answer in acknowledged if walk.attempts[answer] != 1] == []


@pytest.mark.slow
def test_what_was_not_acknowledged_is_there_once_at_most(walk: Walk) -> None:
    asked = {answer for each in walk.learners for answer in [*each.acknowledged, *each.unsure]}

    assert [answer for answer, count in walk.attempts.items() if count > 1 or answer not in asked] == []


@pytest.mark.slow
def test_each_learner_has_one_place_one_completion_one_certificate(walk: Walk) -> None:
    for name in ("places", "completions", "certificates", "notices"):
        assert (name, sorted(walk.books[name])) == (name, walk.once)
    assert sorted(map(tuple, walk.books["results"])) == sorted(
        (email, key) for email in walk.once for key in ("first", "second", "third")
    )


@pytest.mark.slow
def test_each_mail_came_at_least_once_and_is_the_same_mail(walk: Walk) -> None:
    # A worker killed between the sending and the note of it sends again, under the same Message-ID.
    assert sorted(to for to, _ in walk.books["mails"]) == walk.once


@pytest.mark.slow
def test_nothing_waits_or_was_given_up(walk: Walk) -> None:
    assert (walk.books["waiting"], walk.books["stuck"]) == ({"outbox": 0, "deliveries": 0, "errands": 0}, [])


@pytest.mark.slow
def test_every_answer_was_handed_on_to_the_spool(walk: Walk) -> None:
    assert walk.books["spooled"] == len(walk.books["attempts"])


@pytest.mark.slow
def test_site_that_was_killed_often_still_ends_when_told(walk: Walk) -> None:
    # What is left is killed after that long; how much later it is over says how busy the machine is.
    assert walk.seconds_to_stop < STOPS_WITHIN_SECONDS + 10
