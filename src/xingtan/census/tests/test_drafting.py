"""A table is counted, looked at, and frozen as it was seen; or it is discarded."""

from datetime import timedelta

import pytest

from xingtan.census import actions, plugs
from xingtan.census.models import Draft, Publication, Revision
from xingtan.census.queries import publications
from xingtan.census.tests.briefs import brief
from xingtan.jobs import public as jobs
from xingtan.kernel.models import Outbox

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def prepared(coordinator, now):
    def prepare(note="For the yearbook.", **facts) -> Draft:
        return actions.prepare(brief=brief(now, **facts), note=note, person=coordinator, now=now)

    return prepare


def counted(draft: Draft) -> Draft:
    jobs.run(str(draft.job))
    draft.refresh_from_db()
    return draft


def test_what_was_looked_at_is_frozen(tables, prepared, coordinator, now):
    draft = counted(prepared())
    seen = publications.drawn_revision(draft)

    revision = actions.confirm(draft=draft, person=coordinator, now=now)

    assert seen
    assert (revision.number, revision.sha256, revision.data) == (seen.number, seen.sha256, seen.data)
    assert (revision.note, revision.by, revision.frozen_at) == ("For the yearbook.", coordinator, draft.counted_at)
    assert publications.replay(revision).is_same
    assert not Draft.objects.exists()


def test_a_job_counts_it_and_leads_to_it(tables, prepared):
    draft = counted(prepared())

    job = jobs.Job.objects.get(uid=str(draft.job))
    assert (job.status, job.result) == ("done", {"at": "/census/publishing/spring/"})


def test_nobody_else_knows_of_a_draft(tables, prepared, now):
    counted(prepared(release_at=now + timedelta(days=3)))

    assert publications.announced(now=now) == []
    assert publications.publications(now=now) == []


def test_what_is_not_counted_is_not_frozen(tables, prepared, coordinator, now):
    with pytest.raises(actions.NotCountedYet):
        actions.confirm(draft=prepared(), person=coordinator, now=now)


def test_a_table_frozen_meanwhile_asks_to_count_again(tables, prepared, coordinator, now):
    draft, other = counted(prepared()), counted(prepared(slug="other"))
    actions.confirm(draft=other, person=coordinator, now=now)

    with pytest.raises(actions.CountAgain):
        actions.confirm(draft=draft, person=coordinator, now=now)

    again = counted(actions.prepare_again(publication=draft.publication, note="", person=coordinator, now=now))
    assert actions.confirm(draft=again, person=coordinator, now=now).number == 1


def test_another_revision_needs_a_reason(tables, prepared, coordinator, now):
    publication = actions.confirm(draft=counted(prepared()), person=coordinator, now=now).publication

    with pytest.raises(actions.NeedsReason):
        actions.prepare_again(publication=publication, note=" ", person=coordinator, now=now)
    draft = counted(actions.prepare_again(publication=publication, note="Late.", person=coordinator, now=now))
    with pytest.raises(actions.NothingChanged):
        actions.confirm(draft=draft, person=coordinator, now=now)

    assert Draft.objects.count() == 1


def test_a_discarded_draft_goes_with_what_was_never_frozen(tables, prepared, coordinator, now):
    draft = prepared()

    actions.discard(draft=draft, person=coordinator)

    assert not Publication.objects.exists()
    jobs.run(str(draft.job))
    assert not Draft.objects.exists()


def test_a_discarded_draft_leaves_what_was_frozen(tables, prepared, coordinator, now):
    publication = actions.confirm(draft=counted(prepared()), person=coordinator, now=now).publication
    draft = actions.prepare_again(publication=publication, note="Late.", person=coordinator, now=now)

    actions.discard(draft=draft, person=coordinator)

    assert Revision.objects.filter(publication=publication).count() == 1
    told = Outbox.objects.filter(name__startswith="census.").order_by("pk").values_list("name", flat=True)
    assert list(told) == [
        "census.draft_asked",
        "census.revision_frozen",
        "census.draft_asked",
        "census.draft_discarded",
    ]


def test_addresses_of_pages_are_not_given_to_tables(prepared):
    with pytest.raises(actions.SlugIsTaken):
        prepared(slug="new")


def test_who_asked_takes_it_along_and_is_forgotten(tables, prepared, coordinator):
    draft = prepared()
    [told] = plugs.export(coordinator)["drafts"]
    plugs.erase(coordinator)

    draft.refresh_from_db()
    assert (told["table"], told["note"]) == ("spring", "For the yearbook.")
    assert (draft.by, draft.publication.made_by) == (None, None)
