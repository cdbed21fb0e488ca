"""Sealing a report: what is signed, byte for byte, and by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from xingtan.people import public as people
from xingtan.reporting import rules
from xingtan.reporting.adapters import keys
from xingtan.reporting.models import Campaign, Figure, Report, Signature
from xingtan.reporting.rules.sealing import KIND


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs: a person with an account here or only a name, and the office they hold."""

    name: str
    office: str
    person: people.Person | None = None


def sealed(
    report: Report,
    *,
    campaign: Campaign,
    figures: Sequence[Figure],
    definitions: Mapping[str, str],
    questions: Sequence[Mapping[str, Any]],
    signer: Signer,
    replaces: str,
    now: datetime,
) -> Signature:
    """Make the signature of a report, not stored yet.

    :param definitions: the digest of the definition each measure was asked by
    :param replaces: the digest of the version that this one corrects, if there is one
    """
    salt = token_hex(16)
    said = {
        "kind": KIND,
        "report": str(report.uid),
        "version": report.number,
        "replaces": replaces,
        "reason": report.reason,
        "campaign": campaign.slug,
        "from": campaign.starts_on.isoformat(),
        "to": campaign.ends_on.isoformat(),
        "as_of": campaign.as_of.isoformat(),
        "institution": {"code": report.institution.code, "name": report.institution.name},
        "source": report.source,
        "figures": [
            {
                "measure": each.measure,
                "definition": definitions.get(each.measure, ""),
                "value": each.value,
                "class": each.basis,
                "evidence": each.evidence,
                "comment": each.comment,
            }
            for each in sorted(figures, key=lambda figure: figure.measure)
        ],
        "questions": [dict(each) for each in questions],
        "evidence_file": report.evidence_digest,
        "comment": report.comment,
        "officer": rules.commitment(salt, signer.name),
        "office": signer.office,
        "signed_at": now.isoformat(),
    }
    payload = rules.canonical(said)
    seal, public_key = keys.seal(str(report.institution.uid), payload)
    return Signature(
        report=report,
        by=signer.person,
        name=signer.name,
        salt=salt,
        office=signer.office,
        at=now,
        payload=payload.decode(),
        digest=rules.digest_of(payload),
        public_key=public_key,
        seal=seal,
        questions=list(questions),
    )


def definitions_of(campaign: Campaign) -> dict[str, str]:
    """Give the digest of the definition by which the campaign asks for each measure."""
    return {
        each.measure: rules.digest_of(rules.canonical(dict(each.definition)))
        for each in campaign.questions.order_by("place", "pk")
    }
