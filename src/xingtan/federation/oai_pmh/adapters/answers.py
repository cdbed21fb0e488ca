"""The envelope of every answer: who was asked what, records and their headers, and where the list goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xingtan.catalog.registry import Told
from xingtan.federation.oai_pmh.adapters import dc, lrmi
from xingtan.federation.oai_pmh.adapters.tokens import Place, token_of
from xingtan.federation.oai_pmh.adapters.xml import element, escaped
from xingtan.federation.oai_pmh.rules import Wrong, sets_of, stamp


@dataclass(frozen=True, slots=True)
class Heading:
    """All that a header says of a course."""

    uid: UUID
    changed_at: datetime
    is_shown: bool
    university: str
    subject: str
    platform: str


FORMATS = {dc.PREFIX: dc.written, lrmi.PREFIX: lrmi.written}
_OAI = "http://www.openarchives.org/OAI/2.0/"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<OAI-PMH xmlns="{_OAI}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{_OAI} {_OAI}OAI-PMH.xsd">'
)


def answer(body: str, *, base: str, asked: Mapping[str, str], at: datetime) -> str:
    """Put an answer into its envelope.

    :param base: the address that was asked
    :param asked: the arguments; none, if they could not be read
    """
    said = "".join(f' {name}="{escaped(value)}"' for name, value in asked.items())
    return f"{_HEAD}<responseDate>{stamp(at)}</responseDate><request{said}>{escaped(base)}</request>{body}</OAI-PMH>"


def error(wrong: Wrong) -> str:
    """Say what was wrong, in the protocol's way."""
    return f'<error code="{wrong.code}">{escaped(str(wrong))}</error>'


def identify(*, name: str, base: str, email: str, earliest: datetime) -> str:
    """Say who we are."""
    return (
        f"<Identify>{element('repositoryName', name)}{element('baseURL', base)}<protocolVersion>2.0</protocolVersion>"
        f"{element('adminEmail', email)}<earliestDatestamp>{stamp(earliest)}</earliestDatestamp>"
        "<deletedRecord>persistent</deletedRecord><granularity>YYYY-MM-DDThh:mm:ssZ</granularity>"
        "<compression>gzip</compression></Identify>"
    )


def formats(schema: str) -> str:
    """List the formats a course comes in.

    :param schema: the address of our schema for LRMI
    """
    known = ((dc.PREFIX, dc.SCHEMA, dc.NAMESPACE), (lrmi.PREFIX, schema, lrmi.NAMESPACE))
    each = "".join(
        f"<metadataFormat>{element('metadataPrefix', prefix)}{element('schema', place)}"
        f"{element('metadataNamespace', namespace)}</metadataFormat>"
        for prefix, place, namespace in known
    )
    return f"<ListMetadataFormats>{each}</ListMetadataFormats>"


def sets(found: Sequence[tuple[str, str]]) -> str:
    """List sets with their names."""
    each = "".join(
        f"<set>{element('setSpec', spec)}<setName>{escaped(name or spec)}</setName></set>" for spec, name in found
    )
    return f"<ListSets>{each}</ListSets>"


def record(told: Told, *, prefix: str, host: str, origin: str) -> str:
    """Write a course in this format; of one that is gone, that it is gone."""
    if told.facts is None:
        return f"<record>{header(told, host=host)}</record>"
    metadata = FORMATS[prefix](told.facts, f"{origin}{told.path}")
    return f"<record>{header(told, host=host)}<metadata>{metadata}</metadata></record>"


def header(course: Told | Heading, *, host: str) -> str:
    """Name a course, when it changed, and the sets it is in."""
    specs = sets_of(subject=course.subject, university=course.university, platform=course.platform)
    status = "" if course.is_shown else ' status="deleted"'
    return (
        f"<header{status}><identifier>oai:{host}:{course.uid}</identifier>"
        f"<datestamp>{stamp(course.changed_at)}</datestamp>"
        f"{''.join([f'<setSpec>{spec}</setSpec>' for spec in specs])}</header>"
    )


def token(place: Place, then: Place | None, *, now: datetime) -> str:
    """Write where the list goes on; the last part of a long one says that it is the last."""
    if then is None:
        return f'<resumptionToken cursor="{place.count}"/>' if place.after else ""
    written, ends_at = token_of(then, now=now)
    size = max(then.size, then.count + 1)
    return (
        f'<resumptionToken expirationDate="{stamp(ends_at)}" completeListSize="{size}" cursor="{place.count}">'
        f"{written}</resumptionToken>"
    )
