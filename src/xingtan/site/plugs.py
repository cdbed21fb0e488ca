"""What the roof plugs into jobs: gathering and erasing all that is kept about a person."""

import io
import json
import zipfile
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.jobs import registry
from xingtan.jobs.public import Job
from xingtan.jobs.registry import Work
from xingtan.kernel import files
from xingtan.people.public import Person
from xingtan.people.registry import erasers, erases, exporters


def _from_the_top(register: dict[str, Any]) -> list[str]:
    """Order rooms from the roof down: what stands on something goes before it."""
    floors = {room: floor for floor, room in enumerate((*settings.ROOMS, "site"))}
    return sorted(register, key=lambda room: floors[room], reverse=True)


def _link(result: dict[str, Any], params: dict[str, Any]) -> tuple[str, str] | None:
    if "digest" not in result:
        return None
    return _("Take your data away"), files.address(result["digest"], "my-data.zip", inline=False)


@registry.kind("site.export", label=gettext_lazy("Gather my data"), queue="quick", link=_link)
def export(work: Work) -> None:
    """Gather what every room keeps about the person into one archive of JSON files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, room in enumerate(rooms := _from_the_top(exporters)):
            work.progress(number, len(rooms), room)
            archive.writestr(
                f"{room}.json", json.dumps(exporters[room](work.owner), ensure_ascii=False, indent=2, default=str)
            )
    work.result["digest"] = files.keep(packed.getvalue(), name="my-data.zip").digest


@registry.kind("site.erasure", label=gettext_lazy("Erase an account"), queue="quick")
def erase(work: Work) -> None:
    """Empty, from the top floor down, all that rooms keep about the person; safe to begin again."""
    person = Person.objects.get(uid=UUID(work.params["person"]))
    for number, room in enumerate(rooms := _from_the_top(erasers)):
        work.progress(number, len(rooms), room)
        erasers[room](person)


@erases("site")
def erase_archives(person: Person) -> None:
    """Drop the archives that this person has gathered."""
    drop_archives(Job.objects.filter(owner=person))


def drop_archives(jobs: Any) -> None:
    """Drop the archives that these jobs have made."""
    for job in jobs.filter(kind="site.export"):
        if digest := job.result.get("digest"):
            files.drop(digest)
