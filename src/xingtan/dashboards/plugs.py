"""What dashboards plug in below: ways to numbers, what says which minutes of a film are played, and files made by a job."""

import tempfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.authoring import public as authoring
from xingtan.catalog.public import Run
from xingtan.census.public import publications
from xingtan.dashboards import access
from xingtan.dashboards.adapters.writing import writing
from xingtan.dashboards.queries.files import FILES
from xingtan.dashboards.queries.pages import words
from xingtan.dashboards.queries.pages.published import NAMES
from xingtan.jobs import registry as jobs
from xingtan.jobs.registry import Work
from xingtan.kernel import files
from xingtan.learning.registry.pages import UnitPage
from xingtan.learning.registry.players import Mode
from xingtan.ui import public as ui
from xingtan.universities import public as universities


@ui.fill("learning.teaching_links", order=5)
def of_teachers(request: HttpRequest, runs: Sequence[Run]) -> Mapping[Any, SafeString]:
    """Show those who teach the way to the numbers of a run."""
    return {
        run: format_html('<li><a href="{}numbers/">{}</a></li>', run.get_absolute_url(), _("Numbers")) for run in runs
    }


@ui.fill("universities.page", order=90)
def of_universities(request: HttpRequest, things: Sequence[universities.University]) -> Mapping[Any, SafeString]:
    """Show those who serve a university the way to its numbers."""
    html = '<p><a href="/u/{}/numbers/">{}</a></p>'
    return {
        each: format_html(html, each.slug, _("Numbers: what was held and who came"))
        for each in things
        if universities.serves(request.user, each)
    }


@ui.fill("learning.home_body", order=90)
def of_learners(request: HttpRequest, things: Sequence[Any]) -> Mapping[Any, SafeString]:
    """Show a learner the way to their weeks."""
    html = format_html('<p class="quiet"><a href="{}">{}</a></p>', reverse("dashboards:weeks"), _("Your weeks"))
    return dict.fromkeys(things, html)


@ui.fill("learning.unit_foot", order=95)
def of_films(request: HttpRequest, pages: Sequence[UnitPage]) -> Mapping[Any, SafeString]:
    """Let a learner's own page say which minutes of its films are played."""
    return {
        page: ui.draw(request, "dashboards/_watching.html", {"base": page.study.base})
        for page in pages
        if page.study.mode is Mode.OWN and page.study.enrollment and _has_film(page)
    }


def _link(result: dict[str, Any], params: dict[str, Any]) -> tuple[str, str] | None:
    return (
        (_("Take the file away"), reverse("dashboards:export", args=(result["job"],))) if "digest" in result else None
    )


@jobs.kind(access.EXPORT, label=gettext_lazy("Make a file of figures"), link=_link)
def export(work: Work) -> None:
    """Make a file; begun again after a crash, it is made from the start and nothing of the first is left."""
    if "university" in work.params:
        with tempfile.TemporaryFile() as out:
            name, rows = _export_of_university(work, out)
            out.seek(0)
            kept = files.keep(out, name=name)
    else:
        work.progress(0, 1, _("Writing"))
        found = access.revision_to_read(
            work.owner, publication=work.params["publication"], number=work.params["number"]
        )
        form = work.params["form"]
        name, rows = f"{found.publication.slug}-{found.number}.{NAMES[form]}", 0
        data = publications.taken(found, form, root=settings.XINGTAN.address)
        kept = files.keep(BytesIO(data), name=name)
    work.result.update(digest=kept.digest, name=name, rows=rows, job=work.uid)


def _export_of_university(work: Work, out: IO[bytes]) -> tuple[str, int]:
    university = access.university_to_count(work.owner, university=work.params["university"])
    what, form = work.params["what"], work.params["form"]
    table, count = FILES[what], 0
    with writing(form, out, table.columns) as write:
        for done, total, rows in table.stretches(university):
            write(rows)
            count += len(rows)
            work.progress(done, total, _("%(count)s rows so far") % {"count": words.number(count)})
    return f"{what}-{university.slug}.{form}", count


def _has_film(page: UnitPage) -> bool:
    if not page.study.version:
        return False
    outline = authoring.outline_of(page.study.version)
    return any(each.kind == "video" for each in outline.blocks_in(page.unit.key))
