import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow.parquet as pq
import pytest

from xingtan.census import actions, tasks
from xingtan.census.actions.publishing import promise
from xingtan.census.models import Publication, Revision
from xingtan.census.queries import drawing, publications
from xingtan.census.rules.tables import TOTAL
from xingtan.census.tests.briefs import END, brief
from xingtan.census.tests.store import START
from xingtan.kernel.models import Outbox

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def published(coordinator, now):
    def make(**facts) -> Publication:
        said = {"measures": ["lessons", "attendances", "distinct_learners"], **facts}
        return promise(brief(now, **said), person=coordinator, now=now)

    return make


def freeze(publication: Publication, now: datetime) -> Revision:
    drawn = drawing.draw(publication, as_of=now)
    return actions.freeze(publication=publication, drawn=drawn, person=None, now=now)


def cells(revision: Revision, measure: str) -> dict[tuple[str, ...], Any]:
    table = publications.table_of(revision)
    return {row.at: row.numbers.get("value") for row in table.rows if row.measure == measure}


def test_a_table_is_counted_and_frozen(tables, published, now):
    revision = freeze(published(), now)

    assert revision.number == 1
    assert cells(revision, "lessons")[TOTAL,] == 151
    assert cells(revision, "attendances")[TOTAL,] == 1572
    # Attendances are no lessons.
    assert cells(revision, "lessons") != cells(revision, "attendances")
    assert sum(value for at, value in cells(revision, "lessons").items() if at != (TOTAL,)) == 151
    assert set(revision.labels["university"]) == {f"C{n}" for n in range(1, 7)}
    assert revision.universities == 6
    assert "SELECT" in revision.measures["lessons"]["query"]


def test_counting_again_gives_the_same_bytes(tables, published, now):
    revision = freeze(published(), now)

    again = publications.replay(revision)

    assert again == publications.Replay(is_same=True, has_same_inputs=True, sha256=revision.sha256)


def test_nothing_new_makes_no_revision(tables, published, now):
    publication = published()
    freeze(publication, now)

    with pytest.raises(actions.NothingChanged):
        freeze(publication, now)

    assert publication.revisions.count() == 1
    assert not drawing.is_stale(publication)


def test_a_late_day_makes_a_revision_and_the_old_one_stays(tables, published, now):
    publication = published()
    first = freeze(publication, now)
    before = first.data
    late = START + timedelta(days=10)
    moment = datetime(late.year, late.month, late.day, 8, tzinfo=UTC)
    tables.put("lesson", [(999, 1, 2, 2, moment, late, 1, 45, 30)], part="late")
    tables.put("attendance", [(learner, 999, 1, 2, moment, 2700) for learner in range(1, 31)], late)
    tables.count()

    tasks.revise()

    second = publications.revision_of(publication)
    assert second
    assert (second.number, second.why) == (2, Revision.Why.INPUTS)
    assert cells(second, "lessons")[TOTAL,] == 152
    assert cells(second, "attendances")[TOTAL,] == 1602
    assert publications.revision_of(publication, 1).data == before
    assert second.get_absolute_url() == "/census/publications/spring/2/"


def test_no_action_takes_a_number():
    typed = {"value", "values", "rows", "content", "table", "figures"}

    for action in (actions.prepare, actions.prepare_again, actions.confirm, actions.withdraw):
        assert typed.isdisjoint(action.__wrapped__.__kwdefaults__ or {})
        assert typed.isdisjoint(action.__wrapped__.__annotations__)


def test_a_typed_number_is_refused(published):
    with pytest.raises(TypeError):
        published(values={"lessons": 7_133_000})


def test_what_was_changed_behind_its_back_is_found(tables, published, now):
    revision = freeze(published(), now)
    Revision.objects.filter(pk=revision.pk).update(content=revision.data.replace(b"151", b"1510"))

    revision.refresh_from_db()

    assert not revision.is_whole


@pytest.mark.parametrize(
    "facts",
    [
        {"measures": []},
        {"measures": ["lessons", "nonsense"]},
        {"measures": ["distinct_learners_approx"]},
        {"measures": ["retention"], "by": []},
        {"measures": ["universities"], "by": ["day"]},
        {"by": ["university", "university"]},
        {"starts_on": END + timedelta(days=1)},
        {"by": ["day", "university", "discipline", "kind"]},
    ],
)
def test_what_cannot_be_counted_is_refused(published, facts):
    with pytest.raises(actions.CannotBeCounted):
        published(**facts)


def test_a_stretch_that_has_not_ended_is_refused(published, now):
    with pytest.raises(actions.EndsLater):
        published(ends_on=now.date())


def test_an_address_is_given_once(published):
    published()

    with pytest.raises(actions.SlugIsTaken):
        published()


def test_nothing_is_shown_before_its_release(tables, published, now):
    publication = published(release_at=now + timedelta(days=2))
    freeze(publication, now)

    assert publications.publications(now=now) == []
    assert not Publication.objects.released(now).exists()
    assert publications.announced(now=now) == [publication]
    assert [each.publication for each in publications.publications(now=now + timedelta(days=3))] == [publication]


def test_a_revision_is_withdrawn_with_a_reason(tables, published, coordinator, now):
    revision = freeze(published(), now)

    with pytest.raises(actions.NeedsReason):
        actions.withdraw(revision=revision, reason="  ", person=coordinator, now=now)
    actions.withdraw(revision=revision, reason="A platform counted twice.", person=coordinator, now=now)
    with pytest.raises(actions.WasWithdrawn):
        actions.withdraw(revision=revision, reason="Again.", person=coordinator, now=now)

    [listed] = publications.publications(now=now)
    assert listed.is_withdrawn
    assert publications.revision_of(revision.publication, 1).withdrawal.reason == "A platform counted twice."


def test_after_a_withdrawal_the_same_numbers_may_be_frozen_again(tables, published, coordinator, now):
    publication = published()
    actions.withdraw(revision=freeze(publication, now), reason="In doubt.", person=coordinator, now=now)

    again = freeze(publication, now)

    assert again.number == 2
    assert publications.revision_of(publication) == again


def test_what_happens_is_announced(tables, published, coordinator, now):
    publication = published()
    revision = freeze(publication, now)
    actions.withdraw(revision=revision, reason="No.", person=coordinator, now=now)

    told = Outbox.objects.filter(name__startswith="census.").order_by("pk").values_list("name", flat=True)
    assert list(told) == ["census.revision_frozen", "census.revision_withdrawn"]


def test_small_cells_are_withheld_with_others(tables, published, now):
    publication = published(by=["university", "day"], measures=["attendances", "distinct_learners", "attendance_rate"])
    revision = freeze(publication, now)

    table = publications.table_of(revision)
    withheld = {row.at for row in table.rows if row.is_withheld}
    small = {tuple(at) for _, at, _, is_small in revision.withheld if is_small}
    assert small
    assert small < withheld
    assert all(not row.numbers for row in table.rows if row.at in withheld)
    assert cells(revision, "attendances")[TOTAL, TOTAL] == 1572


def test_two_stretches_do_not_tell_of_few_by_their_difference(tables, published, now):
    day = END + timedelta(days=1)
    moment = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    tables.put("lesson", [(998, 1, 2, 2, moment, day, 3, 45, 30)], part="late")
    for file in (tables.root / "attendance").glob(f"day={day}/*"):
        file.unlink()
    tables.put("attendance", [(learner, 998, 1, 2, moment, 60) for learner in (1, 2)], day)
    tables.count()
    freeze(published(measures=["attendances"]), now)

    longer = freeze(published(slug="longer", measures=["attendances"], ends_on=day), now)

    # Two people more at one university, and in all: neither is shown a day later.
    assert cells(longer, "attendances")["C2",] is None
    assert cells(longer, "attendances")[TOTAL,] is None


def test_every_form_is_linked_to_definition_and_revision(tables, published, now):
    revision = freeze(published(), now)
    root = "https://census.example"

    told = json.loads(publications.taken(revision, "json", root=root))
    sdmx = list(csv.DictReader(io.StringIO(publications.taken(revision, "sdmx", root=root).decode())))
    parquet = pq.read_table(io.BytesIO(publications.taken(revision, "parquet", root=root)))

    assert publications.taken(revision, "csv", root=root) == revision.data
    assert told["address"] == "https://census.example/census/publications/spring/1/"
    assert told["definitions"]["lessons"] == "https://census.example/census/measures/lessons/"
    assert told["sha256"] == revision.sha256
    assert list(sdmx[0])[:7] == [
        "STRUCTURE", "STRUCTURE_ID", "ACTION", "MEASURE", "UNIVERSITY", "TIME_PERIOD", "OBS_VALUE",
    ]  # fmt: skip
    assert sdmx[0]["STRUCTURE_ID"] == "XINGTAN:CENSUS_SPRING(1.0.0)"
    assert (sdmx[0]["MEASURE"], sdmx[0]["UNIVERSITY"], sdmx[0]["OBS_VALUE"]) == ("lessons", "_T", "151")
    assert (sdmx[0]["TIME_PERIOD"], sdmx[0]["OBS_STATUS"], sdmx[0]["CONF_STATUS"]) == ("2020-02-17/P22D", "A", "F")
    assert sdmx[0]["REVISION"] == told["address"]
    assert parquet.num_rows == len(sdmx) == len(told["rows"])
    assert parquet.schema.metadata[b"revision"].decode() == told["address"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(tables, published, now, count, django_assert_num_queries):
    for number in range(count):
        freeze(published(slug=f"spring-{number}", measures=["courses"], by=[]), now)

    with django_assert_num_queries(2):
        assert len(publications.publications(now=now)) == count
