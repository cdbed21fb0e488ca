"""About reports: whether a seal holds, what came after, the table to fill in and what a filled one says."""

from collections.abc import Sequence
from typing import Any, BinaryIO

from xingtan.kernel.tables import harmless
from xingtan.reporting import rules
from xingtan.reporting.adapters import keys, sheets
from xingtan.reporting.models import Asked, Campaign, Institution, Officer, Report, Sheet, Signature
from xingtan.reporting.models.reports import ITSELF
from xingtan.reporting.queries.campaigns import questions_of
from xingtan.reporting.queries.checking import Problem, figures_in, institutions_in
from xingtan.universities import public as universities

CSV_SHEET = "CSV"


def seal_holds(signature: Signature) -> bool:
    """Test whether the report is still what was signed: its text, its figures and its seal."""
    payload = signature.payload.encode()
    if rules.digest_of(payload) != signature.digest:
        return False
    return keys.holds(signature.public_key, signature.seal, payload) and _figures_are_those(signature)


def _figures_are_those(signature: Signature) -> bool:
    """What pages and sums read is stored beside what was signed; both must say the same."""
    stored = {
        (each.measure, each.value, each.basis, each.evidence, each.comment) for each in signature.report.figures.all()
    }
    said = rules.read(signature.payload)["figures"]
    return stored == {
        (each["measure"], each["value"], each["class"], each["evidence"], each["comment"]) for each in said
    }


def newer_than(report: Report) -> Report | None:
    """Give the signed version that stands in the place of this one; nothing if it is the last."""
    if report.is_current:
        return None
    rows = Report.objects.current().filter(
        campaign=report.campaign_id, institution=report.institution_id, source=report.source
    )
    return rows.first()


def office_of(person: Any, institution: Institution) -> str:
    """Give the office in which this person reports, as far as it was said."""
    found = Officer.objects.filter(institution=institution, person=person).values_list("office", flat=True).first()
    return found or ""


def filled_template(campaign: Campaign, institutions: Sequence[Institution], *, basis: str) -> bytes:
    """Make the table to fill in: a line for each institution and each figure that is asked for."""
    questions = questions_of(campaign)
    rows = [
        (
            harmless(institution.code),
            harmless(institution.name),
            question.measure,
            harmless(f"{question.title}: {question.definition}"),
            None,
            basis,
            "",
            "",
        )
        for institution in institutions
        for question in questions
    ]
    return sheets.template(rows)


def figures_of_file(
    file: BinaryIO, name: str, *, campaign: Campaign, only: Institution | None
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Read a table of figures, with everything that is wrong with it.

    :param only: the institution it may report of; nothing for any that is asked
    :raises TableCannotBeRead: if it is no table
    :raises ArchiveRefused: if an XLSX unpacks to too much
    """
    lines = sheets.read(file, sheets.COLUMNS, _sheet_of(name))
    codes = (
        {only.code}
        if only
        else set(Asked.objects.filter(campaign=campaign).values_list("institution__code", flat=True))
    )
    return figures_in(lines, codes=codes, measures={each.measure for each in questions_of(campaign)})


def institutions_of_file(file: BinaryIO, name: str) -> tuple[list[rules.Listed], list[Problem]]:
    """Read a list of institutions, with everything that is wrong with it.

    :raises TableCannotBeRead: if it is no table
    :raises ArchiveRefused: if an XLSX unpacks to too much
    """
    places = dict(universities.University.objects.values_list("slug", "pk"))
    return institutions_in(sheets.read(file, sheets.LISTED, _sheet_of(name)), universities=places)


def _sheet_of(name: str) -> str:
    return CSV_SHEET if name.lower().endswith((".csv", ".txt", ".tsv")) else sheets.SHEET


def corrects(sheet: Sheet) -> bool:
    """Test whether something that this table reports is signed already, so that applying it needs a reason."""
    source = sheet.platform.slug if sheet.platform else ITSELF
    codes = {each["code"] for each in sheet.lines}
    rows = Report.objects.current().filter(campaign=sheet.campaign_id, source=source)
    return bool(rows.filter(institution__code__in=list(codes)[:500]).exists())
