from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from xingtan.kernel import throttle
from xingtan.kernel.errors import TooMany

THREE_A_MINUTE = throttle.Rate(3, 60)
NOW = 1_800_000_000.0


@pytest.fixture
def table(tmp_path: Path) -> throttle._Table:
    return open_table(tmp_path / "table")


def open_table(place: Path) -> throttle._Table:
    return throttle._Table(place, b"key")


def test_allowance_is_used_up_and_comes_back(table: throttle._Table) -> None:
    waits = [table.take("ada", THREE_A_MINUTE, NOW) for _ in range(5)]

    assert waits == [0, 0, 0, 20, 20]
    assert table.take("ada", THREE_A_MINUTE, NOW + 19) == 1
    assert table.take("ada", THREE_A_MINUTE, NOW + 20) == 0
    assert [table.take("ada", THREE_A_MINUTE, NOW + 200) for _ in range(4)] == [0, 0, 0, 20]


def test_callers_do_not_share_an_allowance(table: throttle._Table) -> None:
    for _ in range(3):
        table.take("ada", THREE_A_MINUTE, NOW)

    assert table.take("ada", THREE_A_MINUTE, NOW) == 20
    assert table.take("grace", THREE_A_MINUTE, NOW) == 0


def test_clock_set_back_locks_nobody_out(table: throttle._Table) -> None:
    for _ in range(3):
        table.take("ada", THREE_A_MINUTE, NOW)

    assert table.take("ada", THREE_A_MINUTE, NOW - 86_400) == 0


def test_full_row_gives_up_the_slot_that_is_free_soonest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "ROWS", 1)
    table = open_table(tmp_path / "small")

    for number in range(throttle.SLOTS_A_ROW + 1):
        table.take(f"stranger {number}", THREE_A_MINUTE, NOW + number)

    # The first stranger's slot went to the last, so the first one's allowance is whole again.
    assert [table.take("stranger 0", THREE_A_MINUTE, NOW + 9) for _ in range(4)] == [0, 0, 0, 20]


def take_in_another_process(place: Path, times: int) -> None:
    table = open_table(place)
    for _ in range(times):
        table.take("ada", throttle.Rate(1000, 1000), NOW)


def test_processes_share_one_table(tmp_path: Path) -> None:
    place = tmp_path / "table"
    context = get_context("fork")
    others = [context.Process(target=take_in_another_process, args=(place, 200)) for _ in range(3)]

    for other in others:
        other.start()
    for other in others:
        other.join()

    table = open_table(place)
    left = sum(table.take("ada", throttle.Rate(1000, 1000), NOW) == 0 for _ in range(1000))
    assert left == 400


def test_count_refuses_with_the_seconds_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = open_table(tmp_path / "table")
    monkeypatch.setattr(throttle, "_table", lambda: table)
    monkeypatch.setitem(throttle.LIMITS, "answer", THREE_A_MINUTE)
    request = RequestFactory().post("/", REMOTE_ADDR="203.0.113.9")
    request.user = AnonymousUser()

    for _ in range(3):
        throttle.count("answer", request)
    with pytest.raises(TooMany) as refused:
        throttle.count("answer", request)

    assert refused.value.retry_after in (19, 20)
    throttle.forget()
    throttle.count("answer", request)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "198.51.100.7", "203.0.113.9"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "6.6.6.6, 198.51.100.7", "198.51.100.7"),
        (2, "6.6.6.6, 198.51.100.7, 10.0.0.3", "198.51.100.7"),
        (2, "198.51.100.7", "203.0.113.9"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:198.51.100.7", "198.51.100.7"),
        (1, "nonsense", "nonsense"),
    ],
)
def test_address_trusts_only_our_proxies(settings, proxies: int, forwarded: str, found: str) -> None:
    settings.XINGTAN = SimpleNamespace(proxies=proxies)
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR=forwarded)

    assert throttle.address(request) == found


def test_person_is_counted_wherever_they_are() -> None:
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=True, pk=7)  # type: ignore[assignment]  # all that is read of a person

    assert throttle.caller(request) == "person 7"
