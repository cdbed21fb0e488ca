"""Batches of a platform: taken once, in any order, under a valid signature; everything else is set aside and told."""

import io
import json
from base64 import b64encode
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from xingtan.catalog import public as catalog
from xingtan.kernel import home
from xingtan.notices import public as notices
from xingtan.reporting import actions
from xingtan.reporting.adapters import batches
from xingtan.reporting.models import Batch, PlatformKey, Stream

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_home_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("XINGTAN_HOME", str(tmp_path))


@pytest.fixture
def platform(db, now):
    return catalog.Platform.objects.create(
        slug="moon", name={"en": "Moon"}, country="CN", website="https://moon.example", joined_on=now.date()
    )


@pytest.fixture
def secret():
    return Ed25519PrivateKey.generate()


@pytest.fixture
def key(platform, secret, operator, now):
    public = b64encode(secret.public_key().public_bytes_raw()).decode()
    return actions.register_key(platform=platform, name="2020", public_key=public, by=operator, now=now)


@pytest.fixture
def contact(platform, mallory, now):
    catalog.platforms.name_contact(platform=platform, email=str(mallory.email), by=None, now=now)
    return mallory


def line(number, **facts):
    said = {"id": f"e{number}", "at": "2020-03-02T08:00:00Z", "kind": "attended", "account": "u1", "session": "s1"}
    return json.dumps({**said, **facts}).encode()


@pytest.fixture
def send(platform, secret, key, browse):
    client = browse()

    def sent(number, *lines, stream="behaviour", version="1", form="events", data=None, signed=None, media=None):
        body = b"\n".join(lines or [line(number)]) if data is None else data
        told = batches.signed_bytes(
            platform="moon", stream=stream, number=number, version=version, form=form, data=signed or body
        )
        return client.post(
            f"/api/v1/platforms/moon/streams/{stream}/batches",
            data=body,
            content_type=media or batches.LINES,
            headers={
                "X-Batch-Sequence": str(number),
                "X-Batch-Schema": version,
                "X-Batch-Form": form,
                "X-Batch-Signature": b64encode(secret.sign(told)).decode(),
            },
        )

    return sent


def kept():
    return sorted(each.name for each in home.path("spool", "batches", "x").parent.glob("*"))


def test_taken_is_on_disk_and_the_same_again_is_taken_once(send, platform):
    first, again = send(1), send(1)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["uid"] == again.json()["uid"]
    assert (first.json()["state"], first.json()["next"], first.json()["rows"]) == ("taken", 2, 1)
    assert len(kept()) == 1
    assert Stream.objects.get().rows == 1


def test_another_batch_under_the_same_number_is_set_aside(send):
    send(1)

    other = send(1, line(9))

    assert other.status_code == 422
    assert [each["key"] for each in other.json()["reasons"]] == ["number_is_taken"]
    assert len(kept()) == 1


def test_a_hole_is_told_until_it_is_filled(send):
    send(1)

    assert send(5).json()["missing"] == [[2, 4]]
    assert send(3).json()["missing"] == [[2, 2], [4, 4]]
    assert send(2).json()["missing"] == [[4, 4]]
    assert (send(4).json()["missing"], send(4).json()["next"]) == ([], 6)


def test_more_than_the_store_takes_at_once_is_said_and_not_kept(send, monkeypatch):
    with monkeypatch.context() as small:
        small.setattr("xingtan.eventstore.actions.batches.MOST_BYTES", 10)
        answer = send(1)

    assert answer.status_code == 413
    assert "64 MB" in answer.json()["detail"]
    assert (kept(), Stream.objects.count()) == ([], 0)
    assert send(1).status_code == 201


def test_each_stream_counts_for_itself(send):
    assert send(1, stream="access", data=line(1, kind="signed_in")).status_code == 201
    assert send(1, stream="identity", data=line(1, kind="account")).status_code == 201
    assert send(1).status_code == 201
    assert len(kept()) == 2
    assert "signed_in" in next(home.path("spool", "x").parent.glob("platforms-*")).read_text()


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"signed": b"something else"}, "wrong_signature"),
        ({"version": "7"}, "unknown_version"),
        ({"data": line(1, seconds=-4)}, "negative"),
        ({"data": line(1, at="2999-01-01T00:00:00Z")}, "future"),
        ({"data": b"\n"}, "empty"),
        ({"data": b"PAR1rubbishPAR1", "media": batches.COLUMNS}, "no_columns"),
    ],
)
def test_bad_batch_is_set_aside_with_reasons_and_mended_under_its_number(send, how, why):
    answer = send(1, **how)

    assert answer.status_code == 422
    assert (answer.json()["state"], answer.json()["next"]) == ("set_aside", 1)
    assert [each["key"] for each in answer.json()["reasons"]] == [why]
    assert answer.json()["reasons"][0]["words"]
    assert kept() == []
    assert send(1).status_code == 201


def test_signature_covers_where_a_batch_belongs(send, platform, secret, browse):
    told = batches.signed_bytes(platform="moon", stream="access", number=1, version="1", form="events", data=line(1))
    headers = {
        "X-Batch-Sequence": "1",
        "X-Batch-Schema": "1",
        "X-Batch-Signature": b64encode(secret.sign(told)).decode(),
    }
    address = "/api/v1/platforms/moon/streams/behaviour/batches"

    answer = browse().post(address, line(1), content_type=batches.LINES, headers=headers)

    assert answer.json()["reasons"][0]["key"] == "wrong_signature"


@pytest.mark.parametrize(
    ("headers", "path", "media", "status"),
    [
        ({}, "moon/streams/behaviour", batches.LINES, 422),
        ({"X-Batch-Sequence": "0"}, "moon/streams/behaviour", batches.LINES, 422),
        ({"X-Batch-Sequence": "-1"}, "moon/streams/behaviour", batches.LINES, 422),
        ({"X-Batch-Sequence": "9" * 30}, "moon/streams/behaviour", batches.LINES, 422),
        ({"X-Batch-Sequence": "1"}, "sun/streams/behaviour", batches.LINES, 404),
        ({"X-Batch-Sequence": "1"}, "moon/streams/gossip", batches.LINES, 422),
        ({"X-Batch-Sequence": "1"}, "moon/streams/behaviour", "text/html", 415),
        ({"X-Batch-Sequence": "1", "X-Batch-Signature": "ü"}, "moon/streams/behaviour", batches.LINES, 422),
    ],
)
def test_strange_requests_are_refused(platform, browse, headers, path, media, status):
    said = {"X-Batch-Schema": "1", "X-Batch-Signature": "eA==", **headers}

    answer = browse().post(f"/api/v1/platforms/{path}/batches", b"{}", content_type=media, headers=said)

    assert answer.status_code == status


def test_strangers_cannot_fill_the_table(send, monkeypatch):
    from xingtan.reporting.actions import streams

    monkeypatch.setattr(streams, "UNSIGNED_KEPT", 2)
    for _ in range(4):
        send(1, signed=b"x")

    assert Batch.objects.count() == 2


def test_ended_key_signs_nothing(send, key, operator, now):
    actions.end_key(key=key, by=operator, now=now)

    assert send(1).json()["reasons"][0]["key"] == "wrong_signature"


def test_parquet_is_taken_like_lines(send):
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [json.loads(line(1, joined_at="2020-03-02T08:01:00Z", seconds=60)), json.loads(line(2))]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out)

    answer = send(1, data=out.getvalue(), media=batches.COLUMNS)

    assert (answer.status_code, answer.json()["rows"]) == (201, 2)


def test_aggregates_are_kept(send):
    row = {"day": "2020-03-02", "institution": "r1", "measure": "lessons", "value": 4}

    assert send(1, data=json.dumps(row).encode(), form="aggregates").status_code == 201
    assert '"value":4' in next(home.path("spool", "x").parent.glob("platforms-*")).read_text()


@pytest.mark.parametrize("said", ["", "x", "A" * 43 + "=", b64encode(b"short").decode(), "ü" * 44])
def test_only_keys_are_registered(platform, operator, now, said):
    if said == "A" * 43 + "=":
        actions.register_key(platform=platform, name="zero", public_key=said, by=operator, now=now)
        with pytest.raises(actions.KeyIsKnown):
            actions.register_key(platform=platform, name="zero", public_key=said, by=operator, now=now)
    else:
        with pytest.raises(actions.KeyIsNone):
            actions.register_key(platform=platform, name="x", public_key=said, by=operator, now=now)


@pytest.mark.parametrize("number", [30_000, 70_000])
def test_a_platform_beyond_the_numbers_that_can_be_counted_has_no_key(platform, operator, now, number):
    platform.pk = number

    with pytest.raises(actions.PlatformHasNoNumber):
        actions.register_key(platform=platform, name="x", public_key="A" * 43 + "=", by=operator, now=now)


def test_pages_show_streams_to_both_sides_and_to_nobody_else(send, key, contact, operator, ada, kofi, browse):
    send(1)
    send(4, line(4, seconds=-1))
    send(5)
    aside = Batch.objects.get(is_accepted=False)
    page, reasons = "/platforms/moon/streams/", f"/reporting/batches/{aside.uid}/"

    for who in (contact, operator):
        assert "2–4" in browse(who).get(page).text
        assert "is below zero: -1." in browse(who).get(reasons).text
        told = browse(who).get("/api/v1/platforms/moon/streams").json()
        assert told[2]["missing"] == [[2, 4]]
    for who in (None, ada, kofi):
        assert [browse(who).get(each).status_code for each in (page, reasons)] == [404, 404]
    assert "moon" in browse(operator).get("/reporting/streams/").text
    assert browse(contact).get("/reporting/streams/").status_code == 404


def test_keys_are_registered_by_those_who_look_after_platforms(platform, contact, operator, browse):
    said = {"name": "2020", "public_key": b64encode(bytes(range(32))).decode()}
    page = "/platforms/moon/streams/keys/"

    assert browse(contact).post(page, said).status_code == 404
    assert browse(operator).post(page, {**said, "public_key": "x"}).status_code == 422
    browse(operator).post(page, said)
    found = PlatformKey.objects.get()
    assert browse(contact).post(f"{page}{found.uid}/end/").status_code == 404
    assert browse(operator).post(f"{page}{found.uid}/end/").status_code == 303
    found.refresh_from_db()
    assert found.ended_at


def test_silence_is_told_once(send, contact, now):
    send(1)
    Stream.objects.update(accepted_at=now - timedelta(days=2))

    assert actions.tell_of_silence(now=now) == 1
    assert actions.tell_of_silence(now=now) == 0
    assert notices.Notice.objects.filter(person=contact, kind="reporting.stream_silent").count() == 1
