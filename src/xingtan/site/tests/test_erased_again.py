"""A backup holds who was erased after it was made, and their name in the store: restoring it erases them again."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pyarrow.parquet as pq
import pytest

from xingtan.eventstore import public as eventstore
from xingtan.jobs import public as jobs
from xingtan.kernel import spool
from xingtan.people import public as people
from xingtan.site.backups import restoring

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_home_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("XINGTAN_HOME", str(tmp_path))
    return tmp_path


def say(person: people.Person, name: str, at: datetime) -> None:
    told = {"actor": str(person.uid), "person": str(person.uid), "university": None}
    spool.append("events", [{"id": str(uuid4()), "at": at.isoformat(), "name": name, "version": 1, "body": told}])


def mark(person: people.Person, at: datetime) -> None:
    line: dict[str, object] = {"at": at.isoformat(), "who": eventstore.mark_of_erased(person.uid)}
    spool.append(eventstore.ERASED, [line])


def empty(person: people.Person, at: datetime) -> None:
    people.Person.objects.filter(pk=person.pk).update(emptied_at=at, email=None)


def names_in(home, person: people.Person) -> list[str]:
    """Name the folders of the spool and the store that say who it was."""
    said = str(person.uid)
    texts = [place for place in home.rglob("*.jsonl") if said in place.read_text()]
    parts = [
        place for place in home.rglob("*.parquet") if said in str(pq.read_table(place, partitioning=None).to_pydict())
    ]
    return sorted({str(place.relative_to(home)).split("-")[0].split("/day")[0] for place in (*texts, *parts)})


def restored(made_at: datetime) -> int:
    """Do what restoring does once the data are back, and let the site run over the night."""
    count = restoring._erase_again(made_at.isoformat())
    restoring._forget_again(made_at.isoformat())
    for job in jobs.Job.objects.filter(kind="site.erasure"):
        jobs.run(str(job.uid))
    eventstore.forget(now=datetime.now(UTC) + timedelta(hours=25))
    return count


@pytest.mark.parametrize("is_marked", [False, True])
def test_who_was_erased_since_is_erased_again_with_their_name(a_home_of_its_own, ada, kofi, is_marked):
    made_at = datetime.now(UTC) - timedelta(days=2)
    for each in (ada, kofi):
        say(each, "learning.enrolled", made_at - timedelta(days=1))
    eventstore.ship(now=made_at)
    if is_marked:
        mark(ada, made_at + timedelta(hours=5))
    else:
        say(ada, "people.emptied", made_at + timedelta(hours=5))

    assert restored(made_at) == 1

    ada.refresh_from_db()
    kofi.refresh_from_db()
    assert (ada.emptied_at is None, kofi.emptied_at is None) == (False, True)
    assert names_in(a_home_of_its_own, ada) == []
    assert names_in(a_home_of_its_own, kofi) == ["spool/events", "store/raw/facts"]


def test_who_was_erased_on_the_day_of_the_backup_is_forgotten(a_home_of_its_own, ada, kofi):
    made_at = datetime.now(UTC) - timedelta(days=2)
    for each in (ada, kofi):
        say(each, "learning.enrolled", made_at - timedelta(days=9))
        empty(each, made_at - timedelta(hours=1))
    eventstore.ship(now=made_at)
    # Of kofi the store of the backup had forgotten the name already: nothing is looked for again.
    mark(kofi, made_at - timedelta(minutes=1))
    mark(ada, made_at + timedelta(hours=5))

    assert restored(made_at) == 0

    assert names_in(a_home_of_its_own, ada) == []
    assert names_in(a_home_of_its_own, kofi) != []
