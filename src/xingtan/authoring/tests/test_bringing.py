from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from xingtan.authoring import actions, queries
from xingtan.authoring.models import Intake, Version
from xingtan.authoring.registry import formats
from xingtan.authoring.registry.bundle import Bundle, Finding, Report
from xingtan.authoring.tests import factories
from xingtan.authoring.tests.factories import NOW, bundle, course_of, take_in, text, unit
from xingtan.catalog import public as catalog
from xingtan.jobs import public as jobs
from xingtan.kernel import files
from xingtan.people.public import Person
from xingtan.universities.public import University

pytestmark = pytest.mark.django_db

Browse = Callable[..., Client]


class Letters:
    """A format for tests: each line of `letters.txt` is a unit; `!` is an error, `?` is not supported."""

    name = "letters"
    label = "Letters"

    def recognise(self, tree: formats.Tree) -> bool:
        return "letters.txt" in tree

    def read(self, tree: formats.Tree) -> Bundle:
        lines = tree.read("letters.txt").decode().split()
        report = Report()
        for line in lines:
            rows = {"!": report.errors, "?": report.unsupported}.get(line[0], report.kept)
            rows.append(
                Finding(place=f"letters.txt: {line}", what="letter", why="A reason." * (line[0] in "!?"), detail="d")
            )
        units = [unit(line, text(f"text-{line}", f"<p>{line}</p>")) for line in lines if line[0] not in "!?"]
        made = bundle(*units, slug="letters", title="Letters")
        return Bundle(
            **{
                **{name: getattr(made, name) for name in made.__dataclass_fields__},
                "report": report,
                "format": "letters",
            }
        )

    def write(self, bundle: Bundle) -> dict[str, Any]:
        lines = "\n".join(unit.key for unit in bundle.units()).encode()
        return {"letters.txt": lambda: io.BytesIO(lines)}


@pytest.fixture(autouse=True)
def _letters() -> Iterator[None]:
    formats.register(Letters())
    yield
    formats._formats.pop("letters")


def packed(lines: str, name: str = "letters.txt") -> SimpleUploadedFile:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        info = tarfile.TarInfo(name)
        info.size = len(lines.encode())
        tar.addfile(info, io.BytesIO(lines.encode()))
    return SimpleUploadedFile("letters.tar.gz", archive.getvalue())


@pytest.fixture
def client(browse: Browse, kofi: Person, tasks_now: None) -> Client:
    return browse(kofi)


def bring(client: Client, lines: str, address: str = "/u/apricot/bring/") -> str:
    answer = client.post(address, {"file": packed(lines)})
    assert answer.status_code == 303
    return str(answer["Location"])


def test_a_course_is_looked_through_before_anything_is_saved(client: Client) -> None:
    assert "Look through it" in client.get("/u/apricot/bring/").content.decode()

    report = client.get(bring(client, "one two ?three")).content.decode()

    assert "letters.txt: ?three" in report
    assert "A reason. (d)" in report
    assert "Bring it in" in report
    assert (catalog.Course.objects.count(), Version.objects.count()) == (0, 0)


def test_a_course_is_brought_in_as_a_new_one(client: Client, apricot: University, kofi: Person) -> None:
    url = bring(client, "one two")
    assert 'value="letters"' in client.get(url).content.decode()

    client.post(url, {"course": "", "slug": "my-letters"})

    course = catalog.Course.objects.get(university=apricot)
    version = queries.newest_version(course)
    assert version is not None
    assert (course.slug, list(queries.outline_of(version).units)) == ("my-letters", ["one", "two"])
    assert Version.objects.get().made_by == kofi
    page = client.get(url).content.decode()
    assert "It is brought in." in page
    assert "/courses/apricot/my-letters/workbench/versions/1/" in page


def test_a_new_course_needs_an_address_that_is_free(client: Client, apricot: University) -> None:
    take_in(apricot)
    url = bring(client, "one")

    assert client.post(url, {"course": "", "slug": ""}).status_code == 422
    taken = client.post(url, {"course": "", "slug": "ferns"})
    assert taken.status_code == 422
    assert "already has a course at" in taken.content.decode()


def test_a_course_of_the_same_address_is_offered_as_the_one_it_continues(client: Client) -> None:
    client.post(bring(client, "one"), {"slug": "letters"})
    url = bring(client, "one two")
    course = catalog.Course.objects.get()

    page = client.get(url).content.decode()
    assert "a new version of “Letters”" in page
    client.post(url, {"course": str(course.uid)})

    newest = queries.newest_version(course)
    assert newest is not None
    assert newest.number == 2


def test_a_version_is_brought_to_a_course(client: Client, apricot: University) -> None:
    course = course_of(take_in(apricot))
    url = bring(client, "one", f"{queries.base_of(course)}bring/")
    assert "was looked through" in client.get(queries.base_of(course)).content.decode()

    client.post(url)

    newest = queries.newest_version(course)
    assert newest is not None
    assert newest.number == 2
    assert "letters.tar.gz" not in client.get(queries.base_of(course)).content.decode()
    again = client.post(url)
    assert again.status_code == 422
    assert "brought in already" in again.content.decode()


def test_errors_are_listed_and_nothing_can_be_brought_in(client: Client) -> None:
    url = bring(client, "one !two")

    page = client.get(f"{url}?outcome=errors").content.decode()
    assert "letters.txt: !two" in page
    assert "letters.txt: one" not in page
    assert "Bring it in" not in page

    refused = client.post(url, {"slug": "letters"})
    assert refused.status_code == 422
    assert catalog.Course.objects.count() == 0


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("x.tar.gz", b"nothing of the kind"), "This is not an archive of the kind"),
        (SimpleUploadedFile("x.tar.gz", packed("one").read()[:60]), "The archive is damaged"),
        (packed("one", "other.txt"), "This is not a course in a form that can be read here"),
        (packed("one", "../letters.txt"), "A file name in the archive cannot be used"),
    ],
)
def test_what_is_no_course_is_refused_in_one_clear_report(
    client: Client, upload: SimpleUploadedFile, words: str
) -> None:
    upload.seek(0)
    url = client.post("/u/apricot/bring/", {"file": upload})["Location"]

    page = client.get(url).content.decode()

    assert words in page
    assert "Nothing was saved." in page
    assert client.get(f"{url}report.json").json()["elements"] == 1


def test_no_file_is_no_course(client: Client) -> None:
    assert client.post("/u/apricot/bring/").status_code == 422


def test_the_report_is_given_as_a_table_and_as_json(client: Client) -> None:
    url = bring(client, "one ?two")

    lines = client.get(f"{url}report.csv").content.decode().splitlines()
    assert lines == [
        "outcome,place,what,why",
        "unsupported,letters.txt: ?two,letter,A reason. (d)",
        "kept,letters.txt: one,letter,",
    ]
    report = client.get(f"{url}report.json").json()
    assert (report["elements"], [row["place"] for row in report["kept"]]) == (2, ["letters.txt: one"])


def test_work_that_is_not_done_shows_how_far_it_is(browse: Browse, kofi: Person) -> None:
    client = browse(kofi)

    page = client.get(bring(client, "one")).content.decode()

    assert 'hx-trigger="every 2s"' in page
    assert "Waiting" in page


def test_begun_again_it_makes_no_second_version(client: Client) -> None:
    url = bring(client, "one")
    client.post(url, {"slug": "letters"})
    job = jobs.Job.objects.get(kind=actions.TAKING_IN)
    job.status, job.ended_at = "running", None
    job.save()

    jobs.run(str(job.uid))

    assert Version.objects.count() == 1
    job.refresh_from_db()
    assert job.result["version"] == str(Version.objects.get().uid)


def test_a_course_is_packed_to_take_away(client: Client) -> None:
    client.post(bring(client, "one two"), {"slug": "letters"})
    base = "/courses/apricot/letters/workbench/"
    assert "Pack as: Letters" in client.get(base).content.decode()

    answer = client.post(f"{base}exports/", {"format": "letters"})

    job = jobs.Job.objects.get(kind="authoring.export")
    assert answer["Location"] == job.get_absolute_url()
    assert job.result["name"] == "letters-1.zip"
    with files.open(job.result["digest"]) as found, zipfile.ZipFile(found) as archive:
        assert archive.read("letters.txt") == b"one\ntwo"
    assert "Save the course" in client.get(job.get_absolute_url()).content.decode()
    assert client.post(f"{base}exports/", {"format": "nothing"}).status_code == 404


def test_a_course_without_content_has_nothing_to_take_away(client: Client, apricot: University) -> None:
    catalog.add_course(university=apricot, slug="empty", by=None)

    assert client.post("/courses/apricot/empty/workbench/exports/", {"format": "letters"}).status_code == 404
    assert client.get("/courses/apricot/empty/workbench/files/").status_code == 404


def test_nobody_else_brings_or_reads_reports(
    client: Client, browse: Browse, grace: Person, kofi_of_bamboo: Person, mallory: Person
) -> None:
    url = bring(client, "one")

    for person in (None, grace, kofi_of_bamboo, mallory):
        for address in ("/u/apricot/bring/", url, f"{url}report.csv", f"{url}report.json"):
            assert browse(person).get(address).status_code == 404
    elsewhere = url.replace("apricot", "bamboo")
    assert browse(kofi_of_bamboo).get(elsewhere).status_code == 404


def test_a_teacher_judges_what_is_for_their_course(
    browse: Browse, grace: Person, apricot: University, tasks_now: None
) -> None:
    course = course_of(take_in(apricot))
    catalog.give_course_role(person=grace, course=course, role="teacher", by=None, now=NOW)
    client = browse(grace)

    url = bring(client, "one", f"{queries.base_of(course)}bring/")

    assert "Bring it in" in client.get(url).content.decode()


def test_a_name_from_an_archive_is_no_formula(client: Client) -> None:
    url = bring(client, "one")
    intake = Intake.objects.get()
    intake.report["kept"][0]["place"] = "=cmd()"
    intake.save()

    assert "kept,'=cmd(),letter," in client.get(f"{url}report.csv").content.decode()


def test_a_folder_is_written(apricot: University, tmp_path: Any) -> None:
    made = queries.bundle_of(take_in(apricot, bundle(unit("one", text("hello")))))

    actions.unfold(actions.written(made, name="letters"), tmp_path / "out")

    assert (tmp_path / "out" / "letters.txt").read_bytes() == b"one"
    with pytest.raises(actions.FormatUnknown):
        actions.written(made, name="nothing")


def test_the_bundle_of_a_version_is_the_bundle_that_came(apricot: University) -> None:
    given = factories.with_sources(
        bundle(
            summary={"en": "All about ferns."},
            licence="CC-BY-4.0",
            attribution="Grace",
            level="intermediate",
            outcomes=({"en": "To know a fern."},),
            certificate={"en": "You know ferns."},
            cover=factories.PICTURE.path,
        )
    )

    again = queries.bundle_of(take_in(apricot, given))

    assert again == given
    assert sorted(again.sources) == ["course.yaml", "reading.md", "welcome.md"]
    with again.sources["course.yaml"].open() as source:
        assert source.read() == b"source of course.yaml"


def test_an_export_says_what_the_catalogue_says_today(apricot: University) -> None:
    version = take_in(apricot, bundle(licence="CC-BY-4.0"))
    subject = catalog.Subject.objects.get_or_create(code="0511", defaults={"name": {"en": "Biology"}})[0]
    catalog.describe_course(
        course=course_of(version),
        by=None,
        summary={"en": "Mine."},
        outcomes=[{"en": "This."}],
        licence="CC0-1.0",
        level="advanced",
        subject=subject,
    )

    facts = queries.bundle_of(version).facts

    assert (facts.summary, facts.outcomes, facts.licence, facts.level, facts.subject) == (
        {"en": "Mine."},
        ({"en": "This."},),
        "CC0-1.0",
        "advanced",
        "0511",
    )
