"""The long work of authoring: looking through what was brought, bringing it in, packing a course to take away."""

import tempfile
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.authoring import actions, queries
from xingtan.authoring.models import Intake, Version
from xingtan.catalog import public as catalog
from xingtan.jobs import registry as jobs
from xingtan.kernel import files
from xingtan.kernel.archives import ArchiveRefused

EXPORT = "authoring.export"


def _to_report(_result: dict[str, Any], params: dict[str, Any]) -> tuple[str, str] | None:
    intake = Intake.objects.filter(uid=params["intake"]).select_related("university").first()
    return (
        (_("See the report"), reverse("authoring:intake", args=(intake.university.slug, intake.uid)))
        if intake
        else None
    )


@jobs.kind(actions.READING, label=gettext_lazy("Look through a course"), link=_to_report)
def read(work: jobs.Work) -> None:
    """Look through the file, and keep what was found; nothing enters the course."""
    intake = Intake.objects.get(uid=work.params["intake"])
    work.progress(0, 3, _("Opening the file"))
    try:
        with files.open(intake.digest) as packed, actions.open_bundle(packed) as bundle:
            work.progress(2, 3, _("Looking through the course"))
            report = actions.examine(bundle)
            actions.note_report(intake=intake, bundle=bundle, report=report, slug=actions.slug_for(bundle))
    except (ArchiveRefused, actions.FormatUnknown) as no:
        actions.note_report(intake=intake, bundle=None, report=actions.report_of_refusal(no))
        raise
    work.result["elements"] = report.elements


@jobs.kind(actions.TAKING_IN, label=gettext_lazy("Bring a course in"), link=_to_report)
def take_in(work: jobs.Work) -> None:
    """Make the file a version. Begun again after a crash, it makes no second one."""
    intake = Intake.objects.select_related("university", "course").get(uid=work.params["intake"])
    course = catalog.Course.objects.filter(uid=work.params["course"]).first() if work.params.get("course") else None
    with files.open(intake.digest) as packed, actions.open_bundle(packed) as bundle:
        version = actions.take_in(
            bundle=bundle,
            course=course,
            university=intake.university,
            slug=work.params.get("slug", ""),
            by=work.owner,
            now=timezone.now(),
            progress=work.progress,
            intake=intake,
        )
    work.result["version"] = str(version.uid)


def _to_archive(result: dict[str, Any], _params: dict[str, Any]) -> tuple[str, str] | None:
    if "digest" not in result:
        return None
    return _("Save the course"), files.address(result["digest"], result["name"], inline=False)


@jobs.kind(EXPORT, label=gettext_lazy("Pack a course"), link=_to_archive)
def export(work: jobs.Work) -> None:
    """Write a version as a course folder, in one archive."""
    version = Version.objects.select_related("course").get(uid=UUID(work.params["version"]))
    bundle = queries.bundle_of(version)
    written = actions.written(bundle, name=work.params["format"])
    with tempfile.TemporaryFile() as packed:
        actions.pack(written, packed, progress=work.progress)
        packed.seek(0)
        kept = files.keep(packed, name="course.zip")
    work.result |= {"digest": kept.digest, "name": f"{version.course.slug}-{version.number}.zip"}
