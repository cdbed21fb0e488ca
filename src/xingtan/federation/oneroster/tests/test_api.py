"""A program hands a roster in, reads the report, and takes it in."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from xingtan.federation.oneroster.tests.factories import packed, said
from xingtan.jobs import public as jobs
from xingtan.people import public as people

pytestmark = pytest.mark.django_db
URL = "/api/v1/universities/apricot/rosters"


@pytest.fixture
def ask(kofi, now):
    _row, key = people.make_key(person=kofi, label="x", now=now)
    return Client(headers={"Authorization": f"Bearer {key}"})


def hand_in(ask, data: bytes):
    answer = ask.post(URL, {"file": SimpleUploadedFile("roster.zip", data)})
    assert answer.status_code == 202
    jobs.run(str(jobs.Job.objects.order_by("-pk").first().uid))
    return ask.get(f"{URL}/{answer.json()['uid']}").json()


def test_program_hands_in_and_takes_in(ask, apricot):
    told = hand_in(ask, packed())
    assert (told["state"], told["counts"]["accounts"]["made"]) == ("ready", 5)

    answer = ask.post(f"{URL}/{told['uid']}/taking", {}, content_type="application/json")

    assert answer.status_code == 202
    jobs.run(str(jobs.Job.objects.order_by("-pk").first().uid))
    assert ask.get(f"{URL}/{told['uid']}").json()["state"] == "taken"
    assert len(ask.get(URL).json()) == 1


def test_program_is_told_what_is_wrong(ask, apricot):
    told = hand_in(ask, packed({"enrollments": said("enrollments", ("e3,,,k2", "e3,,,k9"))}))

    assert told["state"] == "wrong"
    assert [(each["file"], each["line"], each["why"]) for each in told["problems"]] == [("enrollments.csv", 4, "k9")]
    assert ask.post(f"{URL}/{told['uid']}/taking", {}, content_type="application/json").status_code == 422


def test_program_sends_no_plain_table(ask, apricot):
    assert ask.post(URL, {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")}).status_code == 422


def test_stranger_finds_nothing(browse, mallory, apricot):
    assert browse(mallory).get(URL).status_code == 404
