"""Those who publish look at a table before they freeze it; nobody else finds these pages."""

import json
from datetime import date, timedelta
from hashlib import sha256

import pytest

from xingtan.census.public import Draft, Publication, Revision, Row, Table, Withdrawal
from xingtan.people.public import make_key

pytestmark = pytest.mark.django_db
DESK = "/census/publishing/spring/"


@pytest.fixture
def spring(now):
    return table(now, "spring")


def table(now, slug, **facts):
    said = {"release_at": now - timedelta(days=1), "measures": ["attendances"], "by": ["country"], **facts}
    return Publication.objects.create(
        slug=slug,
        title={"en": slug.title()},
        starts_on=date(2020, 2, 17),
        ends_on=date(2020, 5, 8),
        made_at=now,
        **said,
    )


def drawn(china):
    rows = (
        Row("attendances", ("_T",), {"value": china + 9}),
        Row("attendances", ("CN",), {"value": china}),
        Row("attendances", ("EE",), is_withheld=True),
        Row("attendances", ("FJ",), is_withheld=True),
    )
    content = Table(("country",), rows).csv()
    return {
        "content": content,
        "sha256": sha256(content).hexdigest(),
        "inputs": {},
        "inputs_sha256": "0" * 64,
        "measures": {"attendances": {"title": "Attendances", "unit": "attendances", "version": 1}},
        "engine": "duckdb",
        "shares": {"attendances": {"counted": {"institutions": 2, "value": china + 9}}},
        "universities": 6,
        "unanswered": {},
        "labels": {},
        "withheld": [["attendances", ["EE"], {"value": 6}, False], ["attendances", ["FJ"], {"value": 3}, True]],
    }


def frozen(publication, now, number=1, china=1000):
    return Revision.objects.create(publication=publication, number=number, frozen_at=now, why="first", **drawn(china))


def counted(publication, now, china=1000, **facts):
    kept = drawn(china)
    kept["content"] = kept["content"].decode()
    after = Revision.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    said = {"asked_at": now, "counted_at": now, "after": after, "drawn": kept, **facts}
    return Draft.objects.create(publication=publication, **said)


@pytest.fixture
def desk(browse, coordinator):
    return browse(coordinator)


@pytest.mark.parametrize("who", ["nobody", "mallory", "kofi"])
def test_others_find_nothing(who, browse, spring, now, request):
    counted(spring, now)
    frozen(spring, now)
    client = browse(None if who == "nobody" else request.getfixturevalue(who))

    for address in ("", "new/", "spring/"):
        assert client.get(f"/census/publishing/{address}").status_code == 404
    for address in ("counting/", "revisions/", "discarding/", "revisions/1/withdrawal/"):
        assert client.post(f"{DESK}{address}", {"note": "x", "reason": "x"}).status_code == 404
    assert (Draft.objects.count(), Revision.objects.count()) == (1, 1)


def test_a_table_is_prepared(desk):
    told = {
        "title": "The spring of 2020",
        "slug": "spring-2020",
        "measures": ["lessons", "attendances"],
        "by": ["university"],
        "starts_on": "2020-02-17",
        "ends_on": "2020-05-08",
        "release_on": "2030-01-01",
        "zone": "Africa/Accra",
        "note": "For the yearbook.",
    }

    answer = desk.post("/census/publishing/new/", told)

    assert (answer.status_code, answer["Location"]) == (303, "/census/publishing/spring-2020/")
    draft = Draft.objects.select_related("publication").get()
    assert (draft.note, draft.publication.release_at.isoformat()) == ("For the yearbook.", "2030-01-01T00:00:00+00:00")
    shown = desk.get(answer["Location"]).content.decode()
    assert "It is being counted" in shown
    assert "Freeze" not in shown


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ends_on": "2020-01-01"}, "The last day is not before the first."),
        ({"by": ["day", "university", "discipline", "kind"]}, "Choose three at most."),
        ({"measures": ["teachers"], "by": ["day"]}, "This table cannot be counted"),
        ({"slug": "new"}, "Another table has the address"),
        ({"ends_on": "2090-01-01"}, "has not passed"),
        ({"ends_on": "rubbish", "zone": "Mars", "campaign": "none"}, "Enter a valid date."),
    ],
)
def test_what_cannot_be_is_said(desk, wrong, said):
    told = {"title": "T", "slug": "t", "measures": ["lessons"], "starts_on": "2020-02-17", "ends_on": "2020-05-08"}

    answer = desk.post("/census/publishing/new/", {**told, "zone": "UTC", **wrong})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Publication.objects.exists()


def test_what_would_be_published_is_seen_first(desk, spring, now):
    frozen(spring, now, china=1000)
    counted(spring, now, china=1500, note="Late days.")

    shown = desk.get(DESK).content.decode()

    assert "What would be published as revision 2" in shown
    assert "2 cells differ from revision 1" in shown
    assert '<td class="number">1,000</td><td class="number">1,500</td>' in shown
    assert "Late days." in shown
    assert "1 cell tells of fewer than five people. 1 more is withheld to protect them." in shown
    assert "Freeze and publish revision 2" in shown
    # What is behind a withheld cell is shown to nobody.
    assert ">3<" not in shown
    assert ">6<" not in shown


def test_freezing_publishes(desk, browse, spring, now):
    counted(spring, now, note="For the yearbook.")

    answer = desk.post(f"{DESK}revisions/")

    assert (answer.status_code, answer["Location"]) == (303, DESK)
    shown = browse().get("/census/publications/spring/1/").content.decode()
    assert "For the yearbook." in shown
    assert "Freeze" not in desk.get(DESK).content.decode()


def test_embargo_keeps_it_from_others_and_not_from_who_publishes(desk, browse, now):
    secret = table(now, "secret", release_at=now + timedelta(days=3))
    counted(secret, now)

    assert "Freeze revision 1 for its release" in desk.get("/census/publishing/secret/").content.decode()
    assert "Secret" not in browse().get("/census/publications/").content.decode()
    desk.post("/census/publishing/secret/revisions/")

    assert browse().get("/census/publications/secret/1/").status_code == 404
    assert desk.get("/census/publications/secret/1/").status_code == 200
    assert "Under embargo" in desk.get("/census/publishing/").content.decode()


def test_what_another_table_may_give_away_is_not_frozen(desk, spring, now):
    counted(spring, now)
    frozen(table(now, "other"), now)

    assert "Count it again before you freeze it" in desk.get(DESK).content.decode()
    desk.post(f"{DESK}revisions/")

    assert not spring.revisions.exists()
    assert "Another table was frozen since" in desk.get(DESK).content.decode()


def test_counting_again_asks_why(desk, spring, now):
    frozen(spring, now)

    assert desk.post(f"{DESK}counting/", {"note": " "}).status_code == 422
    assert desk.post(f"{DESK}counting/", {"note": "A platform reported late."}).status_code == 303
    assert Draft.objects.get().note == "A platform reported late."


def test_a_draft_is_discarded(desk, spring, now):
    counted(spring, now)

    assert desk.post(f"{DESK}discarding/")["Location"] == "/census/publishing/"
    assert not Publication.objects.exists()


def test_a_revision_is_withdrawn(desk, browse, spring, now):
    frozen(spring, now)

    assert desk.post(f"{DESK}revisions/1/withdrawal/", {"reason": ""}).status_code == 422
    assert desk.post(f"{DESK}revisions/1/withdrawal/", {"reason": "Counted twice."}).status_code == 303
    assert desk.post(f"{DESK}revisions/99999999999/withdrawal/", {"reason": "x"}).status_code == 404

    assert Withdrawal.objects.get().reason == "Counted twice."
    assert "Counted twice." in browse().get("/census/publications/spring/1/").content.decode()


def test_those_who_did_not_answer_are_named_where_they_may_be(browse, spring, now):
    revision = frozen(spring, now)
    Revision.objects.filter(pk=revision.pk).update(unanswered={"count": 2, "names": [["A1", "Acme"], ["B2", "Bird"]]})

    shown = browse().get("/census/publications/spring/1/").content.decode()

    assert "Acme" in shown
    assert "<dd>2</dd>" in shown


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_a_table_cost_the_same_for_many(desk, spring, now, count, django_assert_num_queries):
    for number in range(1, count + 1):
        frozen(spring, now, number, china=1000 + number)
        frozen(table(now, f"t{number}"), now)
    counted(spring, now, china=4000)
    desk.get(DESK)

    with django_assert_num_queries(8):
        shown = desk.get("/census/publishing/").content.decode()
    with django_assert_num_queries(11):
        desk.get(DESK)

    assert shown.count("revision 1") == count + (count == 1)


def test_programs_publish(client, coordinator, mallory, spring, now):
    def with_key(person):
        return {"Authorization": f"Bearer {make_key(person=person, label='t', now=now)[1]}"}

    mine, hers = with_key(coordinator), with_key(mallory)
    counted(spring, now)
    at = "/api/v1/census/publishing/spring"

    assert client.get(at, headers=hers).status_code == 404
    assert client.post(f"{at}/revisions", headers=hers).status_code == 404
    told = client.get(at, headers=mine).json()
    assert (told["state"], told["draft"]["number"], told["draft"]["withheld"]) == ("To be looked at", 1, 2)
    assert client.post(f"{at}/revisions", headers=mine).json()["revisions"] == [1]
    again = client.post(f"{at}/counting", json.dumps({}), content_type="application/json", headers=mine)
    assert again.status_code == 422
    counted(spring, now)
    assert client.delete(f"{at}/draft", headers=mine).status_code == 204
    body = json.dumps({"reason": "Counted twice."})
    withdrawn = client.post(f"{at}/revisions/1/withdrawal", body, content_type="application/json", headers=mine)
    assert withdrawn.status_code == 201
    body = json.dumps({"slug": "new-one", "title": {"en": "N"}, "measures": ["lessons"], "ends_on": "2020-05-08"})
    assert (
        client.post("/api/v1/census/publishing", body, content_type="application/json", headers=mine).status_code == 201
    )
    assert [each["slug"] for each in client.get("/api/v1/census/publishing", headers=mine).json()] == [
        "new-one",
        "spring",
    ]
