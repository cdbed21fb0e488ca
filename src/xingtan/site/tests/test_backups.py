"""A site that was backed up is the same site again, on the other database too; and all of it comes back, or nothing."""

import gzip
import json
import tarfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.databases import postgresql
from xingtan.eventstore.public import mark_of_erased
from xingtan.site.tests.homes import make

MAKE = """
cli.start_django()
from django.utils import timezone
from xingtan.site import tables
tables.bring_up_to_date()
from xingtan.kernel import files, home
from xingtan.jobs import public as jobs
from xingtan.people import public as people
from xingtan.universities import public as universities
now = timezone.now()
apricot = universities.admit(slug="apricot", name={"zh-hans": "杏大学", "en": "Apricot University"}, country="CN", zone="Asia/Shanghai")
kofi = people.join(email="kofi@example.org", password="three apricots", name="Kofi 科菲")
universities.give_role(person=kofi, role="administrator", university=apricot, by=None, now=now)
jobs.start(kind="site.export", owner=kofi, params={"n": 1.5, "杏": None})
files.keep(b"a leaf" * 500_000)
files.keep(b"")
home.secret("seal-files")
home.path("spool", "events-2026-11-20.jsonl").write_text('{"id": 1}\\n')
import pyarrow as pa
from datetime import date
from xingtan.eventstore import public as eventstore
eventstore.put_part("attended", date(2020, 2, 20), "a", pa.table({"event": [1]}))
eventstore.put_table("lesson", None, pa.table({"lesson": [1]}))
eventstore.take_batch(source=3, sequence=1, lines=b"{}")
"""
# Somebody founds a university while the tables are being written, after the first of them.
BACK_UP = """
import threading
cli.start_django()
from xingtan.site.backups import rows
from xingtan.universities import public as universities

def found():
    universities.admit(slug="late", name={"en": "Late"}, country="GH", zone="UTC")

written, real = [], rows.write

def write(model, out):
    count = real(model, out)
    if not written:
        late = threading.Thread(target=found)
        late.start()
        late.join(10)
        assert not late.is_alive(), "a backup holds up the site"
    written.append(count)
    return count

rows.write = write
assert cli.main(["backup", sys.argv[1], "--json"]) == 0
rows.write = real
"""
# Restored from the first backup, written to the second; then what is refused, what fails, and what is put aside.
RESTORE = """
cli.start_django()
assert cli.main(["restore", sys.argv[2], "--json"]) == 0
"""
AGAIN = """
from pathlib import Path
from xingtan.kernel import files

def backup(name):
    assert cli.main(["backup", name, "--json"]) == 0

backup("before.tar")
assert cli.main(["restore", sys.argv[2]]) == 2
backup("refused.tar")
keep, files.keep = files.keep, lambda file: 1 / 0
try:
    cli.main(["restore", sys.argv[2], "--replace"])
except ZeroDivisionError:
    pass
files.keep = keep
backup("failed.tar")
assert cli.main(["restore", sys.argv[2], "--replace", "--json"]) == 0
backup("replaced.tar")
from xingtan.universities import public as universities
print(universities.admit(slug="new", name={"en": "New"}, country="GH", zone="UTC").pk)
"""
OLDER = """
import json
cli.start_django()
from django.db.migrations.loader import MigrationLoader
from xingtan.site.backups import schema
graph = MigrationLoader(None, ignore_no_migrations=True).graph
last = max(each for each in graph.leaf_nodes() if each[0] == "people")
later = {last}
while more := {child.key for key in later for child in graph.node_map[key].children} - later:
    later |= more
schema.make_tables(set(graph.node_map) - later)
person = next(each for each in schema.models_at(schema.applied_migrations()) if schema.label_of(each) == "people.person")
kofi, ama = (person.objects.create(email=f"{name}@example.org", password="!") for name in ("kofi", "ama"))
print(json.dumps([len(later), str(kofi.uid), str(ama.uid)]))
assert cli.main(["backup", sys.argv[1], "--json"]) == 0
assert cli.main(["upgrade", "--json"]) == 0
"""
NEWER = """
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from xingtan.jobs import public as jobs
from xingtan.people import public as people
print(people.Person.objects.exclude(emptied_at=None).count())
for job in jobs.Job.objects.filter(kind="site.erasure"):
    jobs.run(str(job.uid))
print(people.Person.objects.exclude(emptied_at=None).count())
MigrationRecorder(connection).record_applied("people", "9999_later")
print(cli.main(["upgrade"]), cli.main(["backup", "later.tar"]))
"""


@dataclass(frozen=True)
class Walk:
    """A site on SQLite with files in a folder, restored on PostgreSQL with files in a bucket, and back.

    With what each process printed.
    """

    folder: Path
    printed: dict[str, list[Any]]

    def backup(self, name: str) -> dict[str, Any]:
        """Read a backup, without what differs from one to the next by its nature."""
        return contents(self.folder / f"{name}.tar")


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """Open a bucket that speaks S3, and give its address."""
    server = pytest.importorskip("moto.server", reason="moto is not installed").ThreadedMotoServer(
        ip_address="127.0.0.1", port=0, verbose=False
    )
    server.start()
    endpoint = "http://{}:{}".format(*server.get_host_and_port())
    asked = urllib.request.Request(f"{endpoint}/leaves", method="PUT")
    urllib.request.urlopen(asked, timeout=30).close()
    yield f"s3://leaves/site?endpoint={endpoint}&region=us-east-1&key=test&secret=test"
    server.stop()


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory, bucket: str) -> Walk:
    folder = tmp_path_factory.mktemp("walk")
    first, second, third = (str(folder / f"{name}.tar") for name in ("first", "second", "third"))
    with postgresql() as url:
        one, two, three = make(folder / "one"), make(folder / "two", url, bucket), make(folder / "three")
        printed = {
            "one": one.run(MAKE + BACK_UP, first),
            "two": two.run(RESTORE + BACK_UP + AGAIN, second, first),
            "three": three.run(RESTORE + BACK_UP + AGAIN, third, second),
        }
    return Walk(folder, {name: [json.loads(line) for line in text.splitlines()] for name, text in printed.items()})


def contents(place: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with tarfile.open(place) as tar:
        for member in tar:
            file = tar.extractfile(member)
            assert file
            data = file.read()
            if member.name.endswith(".gz"):
                found[member.name] = [json.loads(line) for line in gzip.decompress(data).splitlines()]
            elif member.name not in ("about.json", "manifest.json"):
                found[member.name] = data
    return found


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


@pytest.mark.slow
def test_site_is_the_same_after_the_other_database_and_back(walk: Walk) -> None:
    assert differences(walk.backup("first"), walk.backup("second")) == []
    assert differences(walk.backup("second"), walk.backup("third")) == []
    assert {
        *("spool/events-2026-11-20.jsonl", "spool/batches/source00003-000000000001.jsonl"),
        *("store/raw.json", "store/manifest.json", "store/raw/attended/day=2020-02-20/a.parquet"),
        *("secrets/django", "secrets/seal-files"),
    } <= set(walk.backup("first"))


@pytest.mark.slow
def test_backup_is_of_one_moment_and_holds_up_nobody(walk: Walk) -> None:
    for name, count in (("first", 1), ("second", 1), ("two/before", 2), ("three/before", 2)):
        assert len(walk.backup(name)["tables/universities.university.jsonl.gz"]) == 1 + count


@pytest.mark.slow
def test_restore_says_what_came_back(walk: Walk) -> None:
    told = walk.printed["two"][0]

    assert {name: told[name] for name in ("files", "migrated", "damaged", "aside")} == {
        "files": 2, "migrated": 0, "damaged": [], "aside": "",
    }  # fmt: skip
    assert told["rows"] == walk.printed["one"][0]["rows"] > 50


@pytest.mark.slow
@pytest.mark.parametrize("home", ["two", "three"])
def test_site_that_is_there_is_not_overwritten(walk: Walk, home: str) -> None:
    assert differences(walk.backup(f"{home}/before"), walk.backup(f"{home}/refused")) == []


@pytest.mark.slow
@pytest.mark.parametrize("home", ["two", "three"])
def test_restore_that_fails_leaves_all_as_it_was(walk: Walk, home: str) -> None:
    assert differences(walk.backup(f"{home}/before"), walk.backup(f"{home}/failed")) == []


@pytest.mark.slow
@pytest.mark.parametrize(("home", "source"), [("two", "first"), ("three", "second")])
def test_site_that_is_replaced_is_put_aside(walk: Walk, home: str, source: str) -> None:
    told = next(each for each in reversed(walk.printed[home]) if isinstance(each, dict) and "aside" in each)

    assert differences(walk.backup(source), walk.backup(f"{home}/replaced")) == []
    assert (walk.folder / home / f"secrets.{told['aside']}").is_dir()


@pytest.mark.slow
@pytest.mark.parametrize("home", ["two", "three"])
def test_numbering_goes_on_after_a_restore(walk: Walk, home: str) -> None:
    assert walk.printed[home][-1] == 2


@pytest.mark.slow
def test_newer_data_are_refused_and_older_ones_are_brought_up_to_date(tmp_path: Path) -> None:
    old, new, backup = make(tmp_path / "old"), make(tmp_path / "new"), str(tmp_path / "older.tar")

    (missing, kofi, ama), _, upgraded = (json.loads(line) for line in old.run(OLDER, backup).splitlines())
    later = "2999-01-01T00:00:00+00:00"
    (new.folder / "spool").mkdir()
    for lane, erased in (
        ("events", {"name": "people.emptied", "at": later, "body": {"person": kofi}}),
        # From the night on, a mark is all that is left of the name.
        ("erased", {"at": later, "who": mark_of_erased(ama)}),
    ):
        (new.folder / "spool" / f"{lane}-2999-01-01.jsonl").write_text(json.dumps(erased) + "\n")
    told, before, after, codes = new.run(RESTORE + NEWER, "", backup).splitlines()

    assert json.loads(told)["migrated"] == missing
    assert json.loads(told)["erased"] == 2
    assert len(upgraded["migrations"]) == missing
    assert Path(upgraded["backup"]).is_file()
    # Whoever erased their account since is emptied once the site runs.
    assert (before, after, codes) == ("0", "2", "2 2")
