"""One's data is taken away whole, and erased everywhere."""

import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.cache import cache

from xingtan.credentials.public import Award
from xingtan.discussion import public as discussion
from xingtan.jobs.public import Job
from xingtan.kernel import files, home
from xingtan.learning import public as learning
from xingtan.learning.tests import factories
from xingtan.people.public import Person
from xingtan.people.registry import erasers, exporters
from xingtan.support import public as support

pytestmark = pytest.mark.django_db

MARK = "Quetzalcoatlus"  # a word that stands nowhere else


@pytest.fixture
def wei(ada):
    """Rename Ada so that every trace of her can be looked for."""
    Person.objects.filter(pk=ada.pk).update(name=MARK, latin_name=MARK, email=f"{MARK.lower()}@example.org")
    ada.refresh_from_db()
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    return ada


@pytest.fixture
def life(apricot, wei, grace, now, relay, browse):
    """Let her do everything that leaves a trace."""
    run = factories.run_of(apricot)
    factories.teach(grace, run)
    place = factories.place(run, wei)
    browser = browse(wei)
    browser.get(f"{run.get_absolute_url()}units/welcome/")
    browser.post(f"{run.get_absolute_url()}blocks/which/", {"q": MARK, "answer": MARK})
    for key in ("hello", "old", "green"):
        learning.complete_block(enrollment=place, key=key, now=now)
    learning.record_result(
        enrollment=place, key="which", score=Decimal(1), possible=Decimal(1), completed=True, now=now
    )
    discussion.ask(run=run, unit="welcome", body=f"{MARK} asks", by=wei, now=now)
    support.open_ticket(
        kind="question", body=f"{MARK} wonders", person=wei, email="", where=support.Where(browser=MARK), now=now
    )
    relay()
    return run


def rows_with(word: str) -> list[str]:
    """Find the tables in which any column of any row holds the word."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.values():
            if word.lower() in json.dumps(row, default=str, ensure_ascii=False).lower():
                found.append(model._meta.label)
    return sorted(set(found))


def files_with(word: str) -> list[str]:
    """Find the files of the site that hold the word."""
    return [
        str(path)
        for path in Path(home.root()).rglob("*")
        if path.is_file() and word.lower().encode() in path.read_bytes().lower()
    ]


def test_data_is_taken_away_whole(life, wei, browse, tasks_now):
    browse(wei).post("/people/data/export/")

    job = Job.objects.get(kind="site.export")
    with zipfile.ZipFile(io.BytesIO(files.read(job.result["digest"]))) as archive:
        said = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(said) == {f"{room}.json" for room in exporters}
    assert f"{MARK} asks" in said["discussion.json"]
    assert f"{MARK} wonders" in said["support.json"]
    assert Award.objects.get().code in said["credentials.json"]


def test_erasure_needs_ones_own_address(wei, browse):
    response = browse(wei).post("/people/data/erasure/", {"address": "somebody@example.org"})

    assert (response.status_code, "Nothing was erased" in response.text) == (422, True)
    assert not Job.objects.exists()


def test_erased_person_is_found_in_no_table_file_index_or_cache(life, wei, browse, tasks_now, relay):
    browser = browse(wei)
    browser.post("/people/data/export/")
    archive = Job.objects.get(kind="site.export").result["digest"]
    before = rows_with(MARK)
    assert {"people.Person", "support.Ticket", "discussion.Thread", "credentials.Award"} <= set(before)
    assert files_with(MARK) == []  # what she can take away is packed, and so are words in it

    browser.post("/people/data/erasure/", {"address": wei.email})
    relay()

    assert Job.objects.get(kind="site.erasure").status == "done"
    assert rows_with(MARK) == []
    assert files_with(MARK) == []
    assert MARK.encode() not in b"".join(bytes(each) for each in getattr(cache, "_cache", {}).values())
    assert browser.get("/people/profile/").status_code == 303
    assert not files.exists(archive)


def test_erasure_goes_on_after_a_crash(life, wei, browse, monkeypatch, tasks_now):
    from xingtan.jobs import public as jobs
    from xingtan.kernel.models import Errand

    died = []
    whole = dict(erasers)

    def dies_once(person):
        if not died:
            died.append(True)
            raise SystemExit
        whole["discussion"](person)

    monkeypatch.setitem(erasers, "discussion", dies_once)
    with pytest.raises(SystemExit):
        browse(wei).post("/people/data/erasure/", {"address": wei.email})
    job = Job.objects.get(kind="site.erasure")
    jobs.run(str(job.uid))

    assert Errand.objects.filter(kwargs__job=str(job.uid)).exists()
    assert rows_with(MARK) == []


def test_every_room_that_knows_persons_exports_and_erases():
    rooms = {
        model._meta.app_config.name.removeprefix("xingtan.")
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if model.__module__.startswith("xingtan.") and field.concrete and field.related_model is Person
    }

    assert rooms <= set(exporters)
    assert rooms <= set(erasers)
