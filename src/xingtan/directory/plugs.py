"""What the directory plugs in below: what can be found, long work, notices, export and erasure."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.directory import actions
from xingtan.directory.models import Intake, Report, Solution, Status, Step, Version
from xingtan.directory.queries import COLLECTION, documents_of, every_id
from xingtan.directory.rules import tables, taking
from xingtan.directory.rules.facts import Problem
from xingtan.jobs import registry as jobs
from xingtan.kernel import files
from xingtan.notices import registry as notices
from xingtan.notices.registry import Words
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.search.registry import Collection
from xingtan.search.registry import register as let_be_found

ROWS_A_CHECKPOINT = 20

let_be_found(Collection(COLLECTION, documents_of, every_id))


def _to_intake(_result: dict[str, Any], params: dict[str, Any]) -> tuple[str, str]:
    return _("See what was found"), reverse("directory:intake", args=(params["intake"],))


@jobs.kind(actions.READING, label=gettext_lazy("Look through a table of solutions"), link=_to_intake)
def read(work: jobs.Work) -> None:
    """Look through a table and say of each line what it would do."""
    intake = Intake.objects.get(uid=work.params["intake"])
    rows = list(_rows(work, intake))
    counts = dict.fromkeys((taking.ADDED, taking.CHANGED, taking.UNCHANGED, taking.REFUSED), 0)
    known, now = actions.known_categories(), timezone.now()
    for number, (row, outcome, problems) in enumerate(actions.examine(rows, known=known, now=now)):
        work.progress(number, len(rows), _("Looking through the lines"))
        counts[outcome] += 1
        _report(work, row, problems)
    actions.note_found(intake=intake, counts=counts)
    work.result |= counts


@jobs.kind(actions.TAKING, label=gettext_lazy("Take a table of solutions in"), link=_to_intake)
def take(work: jobs.Work) -> None:
    """Take a table in, line by line. Begun again after a crash it goes on; what is there already stays as it is."""
    intake = Intake.objects.get(uid=work.params["intake"])
    rows = list(_rows(work, intake))
    known, begun_at = actions.known_categories(), work.checkpoint.get("done", 0)
    counts = dict(work.checkpoint.get("counts", {}))
    for number, row in enumerate(rows[begun_at:], start=begun_at):
        work.progress(number, len(rows), _("Taking the lines in"))
        outcome, problems = actions.take_row(
            row=row, known=known, source=intake.name, by=work.owner, now=timezone.now()
        )
        counts[outcome] = counts.get(outcome, 0) + 1
        _report(work, row, problems)
        if number % ROWS_A_CHECKPOINT == 0:
            work.save_checkpoint(done=number + 1, counts=counts)
    work.result |= counts


def _rows(work: jobs.Work, intake: Intake) -> Iterator[tables.Row]:
    try:
        table = tables.read(files.read(intake.digest))
    except tables.NotATable as no:
        raise actions.FactsAreWrong([Problem("", no.code)]) from None
    if table.unknown:
        work.line("warning", _("line %(line)s") % {"line": 1}, ", ".join(table.unknown), _("We know no such columns."))
    return table.rows


def _report(work: jobs.Work, row: tables.Row, problems: list[Problem]) -> None:
    place = _("line %(line)s") % {"line": row.line}
    name = str(row.said.get("name", ""))
    for problem in problems:
        what = f"{name}: {problem.field}" if problem.field else name
        work.line("error", place, what, actions.words_of(problem))


DESK = {
    "submitted": gettext_lazy("“%(name)s” was proposed for the directory."),
    "due": gettext_lazy("The review of “%(name)s” is due."),
    "flagged": gettext_lazy("The address of “%(name)s” has not answered three times in a row."),
    "reported": gettext_lazy("Somebody says that the entry of “%(name)s” is wrong."),
}


@notices.kind("directory.desk", label=gettext_lazy("What waits in the directory of solutions"), by_mail=False)
def desk(data: dict[str, Any]) -> Words:
    """Word what waits for coordinators."""
    words = str(DESK[data["what"]]) % {"name": data["name"]}
    is_for_desk = data["what"] == "reported"
    url = reverse("directory:desk") if is_for_desk else reverse("directory:solution", args=(data["slug"],))
    return Words(words, url)


@notices.kind("directory.step", label=gettext_lazy("Where a solution stands that you proposed"))
def step(data: dict[str, Any]) -> Words:
    """Word a step to who proposed the entry."""
    facts = {"name": data["name"], "status": Status(data["status"]).label}
    return Words(
        _("“%(name)s”, which you proposed: %(status)s.") % facts,
        reverse("directory:solution", args=(data["slug"],)),
        data["why"],
    )


@registry.exports("directory")
def export(person: Person) -> dict[str, Any]:
    """Give what this person proposed, decided and reported."""
    return {
        "proposed": list(Solution.objects.filter(submitted_by=person).order_by("pk").values_list("slug", flat=True)),
        "described": list(
            Version.objects.filter(made_by=person).order_by("pk").values("solution__slug", "number", "made_at", "why")
        ),
        "decided": list(
            Step.objects.filter(by=person).order_by("pk").values("solution__slug", "status", "recorded_at", "why")
        ),
        "reported": list(Report.objects.filter(person=person).order_by("pk").values("solution__slug", "body", "at")),
        "brought": list(Intake.objects.filter(by=person).order_by("pk").values("name", "at")),
    }


@registry.erases("directory")
def erase(person: Person) -> None:
    """Forget who proposed, decided and brought; what this person reported goes. The list and its history stay as they read."""
    Solution.objects.filter(submitted_by=person).update(submitted_by=None)
    if person.email:
        Solution.objects.filter(email__iexact=person.email).update(email="")
    Version.objects.filter(made_by=person).update(made_by=None)
    Step.objects.filter(by=person).update(by=None)
    Report.objects.filter(person=person).delete()
    Report.objects.filter(closed_by=person).update(closed_by=None)
    Intake.objects.filter(by=person).update(by=None)
