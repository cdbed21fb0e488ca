"""For programs: the figures of the day, tables, measures with their queries, and what was published."""

from typing import Any

from ninja import Router, Status

from xingtan.census.public import Publication, figures, publications, suppression
from xingtan.dashboards import access, actions
from xingtan.dashboards.queries import meanings, pages
from xingtan.dashboards.queries.pages import published
from xingtan.dashboards.schemas import (
    FiguresOut,
    FormIn,
    MeasureOut,
    PublicationOut,
    PublicationWholeOut,
    StartedOut,
    TableOut,
)
from xingtan.jobs.public import Job
from xingtan.kernel import throttle
from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, now

router = Router(tags=["census"])


@router.get("/census/figures", response=FiguresOut)
def census_figures(request: Request) -> dict[str, Any]:
    """Give the figures of the day; zeros where nothing was counted yet, null where they would tell of too few people."""
    totals = figures.totals()
    names = FiguresOut.model_fields
    told = {name: getattr(totals, name) for name in names}
    if suppression.is_small(totals.learners):
        told |= {"attendances": None, "learners": None}
    return told


@router.get("/census/tables/{table}", response=TableOut)
def census_table(request: Request, table: str) -> dict[str, Any]:
    """Give a table: days, quarters, countries, universities, disciplines, languages, platforms, weeks."""
    found = pages.table_of(table) if table != "totals" else None
    if found is None:
        raise NotThere
    return {"table": table, "version": found.version, "columns": list(found.columns), "rows": list(found.rows)}


@router.get("/census/measures", response=list[MeasureOut])
def census_measures(request: Request) -> list[meanings.Meaning]:
    """List every measure with its definition and its query."""
    return meanings.meanings()


@router.get("/census/measures/{measure}", response=MeasureOut)
def census_measure(request: Request, measure: str) -> meanings.Meaning:
    """Give one measure with its definition and its query."""
    return meanings.meaning_of(access.measure_to_read(request.user, measure=measure))


@router.get("/census/publications", response=list[PublicationOut])
def census_publications(request: Request) -> list[Publication]:
    """List the published tables, the last released first."""
    return [each.publication for each in publications.publications(now=now())]


@router.get("/census/publications/{publication}", response=PublicationWholeOut)
def census_publication(request: Request, publication: str) -> dict[str, Any]:
    """Give a published table with all its revisions."""
    found = access.publication_to_read(request.user, publication=publication)
    told = {name: getattr(found, name) for name in PublicationOut.model_fields}
    return {**told, "revisions": [_revision(each, found) for each in publications.revisions_of(found)]}


@router.post("/census/publications/{publication}/revisions/{int:number}/files", response={202: StartedOut})
def make_revision_file(request: Request, publication: str, number: int, said: FormIn) -> Status[Job]:
    """Have a revision made into another form, for a member; the job says when it is there."""
    found = access.revision_to_export(request.user, publication=publication, number=number)
    throttle.count("export", request)
    return Status(202, actions.make_file_of_revision(revision=found, form=said.form, person=request.user))


def _revision(each: Any, found: Publication) -> dict[str, Any]:
    base = f"{found.get_absolute_url()}{each.number}/"
    told = {name: getattr(each, name) for name in ("number", "why", "frozen_at", "sha256", "inputs_sha256")}
    by_job = [form for form in publications.FORMS if form != "csv" and published.is_large(each.size_bytes)]
    forms = {form: f"{base}table.{form}" for form in publications.FORMS if form not in by_job}
    return {**told, "url": base, "is_withdrawn": hasattr(each, "withdrawal"), "forms": forms, "forms_by_job": by_job}
