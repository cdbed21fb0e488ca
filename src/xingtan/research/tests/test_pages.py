"""Asking on a page, from a notebook, as a file; and who may."""

from io import BytesIO
from threading import BoundedSemaphore

import pyarrow as pa
import pytest
from django.utils import timezone

from xingtan.jobs.public import Job
from xingtan.kernel import files
from xingtan.kernel.models import Outbox
from xingtan.people import public as people
from xingtan.people.registry import erasers, exporters
from xingtan.research import actions
from xingtan.research.adapters import asking
from xingtan.research.adapters.asking import Answer
from xingtan.research.models import Researcher
from xingtan.research.rules import Limits

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(monkeypatch):
    """Answer at once, without a process of its own."""

    def ask(sql, *, researcher, limits, form, out):
        if "nobody" in sql:
            raise asking.QuestionRefused(reason="There is no table nobody here.")
        out.write(b"n\r\n1\r\n")
        return Answer([("n", "INTEGER")], 1, "cut" in sql, 3, [["1"], [None]])

    monkeypatch.setattr(asking, "ask", ask)


def test_ada_asks_and_sees_what_comes_of_it(browse, ada, named, answered, django_assert_num_queries):
    client = browse(ada)
    assert "From a notebook" in client.get("/research/").content.decode()

    page = client.post("/research/", {"sql": "SELECT 1 AS n -- cut"}).content.decode()

    assert '<th scope="col">n <span class="quiet">integer</span></th>' in page
    assert "There is more." in page
    told = Outbox.objects.get(name="research.question_asked").body
    assert (told["rows"], len(told["digest"])) == (1, 64)
    with django_assert_num_queries(5):
        client.get("/research/")


def test_a_question_that_may_not_be_asked_says_why(browse, ada, named, answered):
    page = browse(ada).post("/research/", {"sql": "FROM nobody"})

    assert page.status_code == 422
    assert "There is no table nobody here." in page.content.decode()
    assert browse(ada).post("/research/", {"sql": ""}).status_code == 422


def test_strangers_find_nothing(browse, ada, kofi):
    addresses = ("/research/", "/research/researchers/")

    assert [browse(kofi).get(each).status_code for each in addresses] == [404, 404]
    assert [browse(None).get(each).status_code for each in addresses] == [303, 303]
    assert browse(ada).post("/research/", {"sql": "SELECT 1"}).status_code == 404


def test_coordinators_name_and_drop_researchers(browse, ada, wen):
    client = browse(wen)
    assert "Nobody is named yet" in client.get("/research/researchers/").content.decode()

    client.post("/research/researchers/", {"email": "ADA@example.org", "purpose": "Who stays"})
    client.post("/research/researchers/", {"email": "ada@example.org", "purpose": "Who comes back"})
    refused = client.post("/research/researchers/", {"email": "nobody@example.org", "purpose": "x"})

    assert refused.status_code == 422
    named = Researcher.objects.get()
    assert (named.person, named.purpose) == (ada, "Who comes back")
    assert browse(ada).get("/research/").status_code == 200
    assert browse(ada).post(f"/research/researchers/{named.uid}/dropping/").status_code == 404
    client.post(f"/research/researchers/{named.uid}/dropping/")
    assert browse(ada).get("/research/").status_code == 404
    assert client.post(f"/research/researchers/{named.uid}/dropping/").status_code == 404
    assert list(Outbox.objects.filter(name__startswith="research").values_list("name", flat=True)) == [
        "research.researcher_named",
        "research.researcher_dropped",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_who_may_ask_is_listed(browse, wen, django_assert_num_queries, count):
    for number in range(count):
        people.join(email=f"r{number}@example.org", password="three apricots on a", name=f"R{number}")
        actions.name_researcher(email=f"r{number}@example.org", purpose="x", by=wen, now=timezone.now())
    client = browse(wen)
    client.get("/research/researchers/")

    with django_assert_num_queries(5):
        page = client.get("/research/researchers/").content.decode()

    assert page.count("No longer") == count


def test_an_answer_is_made_as_a_file(browse, ada, kofi, named, answered, tasks_now):
    client = browse(ada)

    answer = client.post("/research/", {"sql": "SELECT 1 -- cut", "form": "csv"})

    job = Job.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    assert job.status == "done"
    with files.open(job.result["digest"]) as kept:
        assert kept.read() == b"n\r\n1\r\n"
    assert [line.what for line in job.lines.all()] == ["The answer was cut."]
    assert client.get(f"/research/answers/{job.uid}/").status_code == 302
    assert browse(kofi).get(f"/research/answers/{job.uid}/").status_code == 404
    assert f"/research/answers/{job.uid}/" in client.get(job.get_absolute_url()).content.decode()


@pytest.fixture
def ask(client, ada):
    _, key = people.make_key(person=ada, label="notebook", now=timezone.now())

    def asked(**question):
        headers = {"Authorization": f"Bearer {key}"}
        return client.post("/api/v1/research/answers", question, "application/json", headers=headers)

    return asked


def test_a_notebook_gets_csv_and_arrow(ask, named, counted):
    csv = ask(sql="SELECT lesson FROM lesson ORDER BY 1 LIMIT 2")
    arrow = ask(sql="SELECT lesson FROM lesson ORDER BY 1", form="arrow")

    assert (csv.content, csv["X-Rows"], csv["X-Cut"]) == (b"lesson\r\n1\r\n2\r\n", "2", "false")
    assert pa.ipc.open_stream(BytesIO(arrow.content)).read_all().column("lesson").to_pylist() == [1, 2, 3]


def test_a_notebook_is_refused_with_words(ask, named, answered, ada):
    assert ask(sql="FROM nobody").status_code == 422
    assert ask(sql="FROM nobody").json()["detail"] == "There is no table nobody here."
    assert ask(sql="SELECT 1", form="xls").status_code == 422
    erasers["research"](ada)
    assert ask(sql="SELECT 1").status_code == 404


def test_tables_are_listed_for_programs(client, ada, named):
    _, key = people.make_key(person=ada, label="notebook", now=timezone.now())

    told = client.get("/api/v1/research/tables", headers={"Authorization": f"Bearer {key}"}).json()

    assert next(each for each in told if each["name"] == "enrollment")["columns"]["learner"] == "BIGINT"


def test_what_is_kept_of_a_researcher_goes_with_them(named, ada, wen):
    assert exporters["research"](ada)["research"][0]["purpose"] == "Who stays"

    erasers["research"](wen)
    assert Researcher.objects.get().named_by is None
    erasers["research"](ada)
    assert not Researcher.objects.exists()


def test_too_many_at_once_are_told(monkeypatch):
    monkeypatch.setattr(asking, "_waiting", BoundedSemaphore(1))
    asking._waiting.acquire()

    with pytest.raises(asking.TooManyAtOnce):
        asking.ask("SELECT 1", researcher="x", limits=Limits(0, 1, 1), form="json", out=BytesIO())
