"""What research plugs in below: answers made as files, and what is kept about researchers."""

import tempfile
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.jobs import registry as jobs
from xingtan.jobs.registry import Work
from xingtan.kernel import files
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.research import access, actions
from xingtan.research.models import Researcher
from xingtan.research.rules import AS_A_JOB


def _link(result: dict[str, Any], params: dict[str, Any]) -> tuple[str, str] | None:
    return (
        (_("Take the answer away"), reverse("research:export", args=(result["job"],))) if "digest" in result else None
    )


@jobs.kind(access.EXPORT, label=gettext_lazy("Answer a question as a file"), link=_link)
def export(work: Work) -> None:
    """Answer a question that takes minutes, as a file."""
    work.progress(0, 1, _("Asking"))
    with tempfile.TemporaryFile() as out:
        found = actions.ask(sql=work.params["sql"], by=work.owner, limits=AS_A_JOB, form=work.params["form"], out=out)
        out.seek(0)
        kept = files.keep(out, name=f"answer.{work.params['form']}")
    if found.cut:
        work.line("warning", "", _("The answer was cut."), _("It has more rows than one file may have."))
    work.result.update(digest=kept.digest, rows=found.count, job=work.uid)


@registry.exports("research")
def export_person(person: Person) -> dict[str, Any]:
    """Give what this person was let ask for."""
    rows = Researcher.objects.filter(person=person)
    return {"research": [{"purpose": row.purpose, "named_at": row.named_at.isoformat()} for row in rows]}


@registry.erases("research")
def erase_person(person: Person) -> None:
    """Let this person ask no longer, and forget who named whom."""
    Researcher.objects.filter(person=person).delete()
    Researcher.objects.filter(named_by=person).update(named_by=None)
