"""Courses as simple Dublin Core (``oai_dc``), which every harvester reads."""

from xingtan.catalog.registry import Facts
from xingtan.federation.oai_pmh.adapters.xml import element
from xingtan.harvest.registry import said
from xingtan.kernel.prose import plain

PREFIX = "oai_dc"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"

_HEAD = (
    f'<oai_dc:dc xmlns:oai_dc="{NAMESPACE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NAMESPACE} {SCHEMA}">'
)


def written(facts: Facts, page: str) -> str:
    """Write a course.

    :param page: its page here, which is another address than where it runs if it is a partner's
    """
    parts = [_HEAD]
    parts += [element("dc:title", text, tag) for tag, text in facts.title.items()]
    parts += [element("dc:creator", name) for name in facts.teachers]
    parts += [element("dc:subject", f"ISCED-F:{code}") for code in facts.subjects]
    parts += [element("dc:description", text, tag) for tag, text in facts.summary.items()]
    parts += [
        element("dc:description", plain(text), tag) for tag, text in facts.about.items() if tag not in facts.summary
    ]
    parts += [element("dc:publisher", text, tag) for each in facts.institutions for tag, text in each.name.items()]
    parts += [
        element("dc:date", day.isoformat())
        for each in facts.dates
        for day in (each.starts_on, each.ends_on)
        if day is not None
    ]
    parts.append(element("dc:type", "Course"))
    parts.append(element("dc:type", "MOOC" if facts.kind == "mooc" else ""))
    parts.append(element("dc:identifier", facts.url))
    parts += [element("dc:language", tag) for tag in facts.languages]
    parts.append(element("dc:relation", page if page != facts.url else ""))
    parts.append(element("dc:rights", said.licence_url(facts.licence) or facts.licence))
    parts.append("</oai_dc:dc>")
    return "".join(parts)
