"""What Dublin Core says of a course."""

from lxml import etree

from xingtan.catalog.registry import Facts, Institution
from xingtan.federation.oai_pmh.adapters.nodes import alone, children, languages_in, lines, text_of, words_of
from xingtan.harvest.registry import said
from xingtan.kernel.prose import plain

LONGEST_SUMMARY = 500


def facts(node: etree._Element, identifier: str) -> Facts | str:
    """Read a course; or say what is missing."""
    parts = children(node)
    languages = languages_in(parts.get("language", []))
    language = alone(languages)
    title = words_of(parts.get("title", []), language)
    if not title:
        return "The course has no title."
    names = ("identifier", "source", "relation")
    addresses = (said.address(text_of(each)) for name in names for each in parts.get(name, ()))
    url = next(filter(None, addresses), "") or said.address(identifier)
    if not url:
        return "The course has no address on the web."
    described = words_of(parts.get("description", []), language, as_prose=True)
    # What is short and plain is a summary; what is long, or has marks in it, is the description.
    summary = {tag: text for tag, text in described.items() if len(text) <= LONGEST_SUMMARY and "<" not in text}
    subjects = (said.subject(each.removeprefix("ISCED-F:")) for each in lines(parts.get("subject", [])))
    return Facts(
        remote_id=identifier,
        url=url,
        title=title,
        summary=summary,
        about={tag: text for tag, text in described.items() if tag not in summary},
        languages=languages,
        subjects=tuple(dict.fromkeys(filter(None, subjects))),
        institutions=_institutions(parts.get("publisher", []), language),
        teachers=tuple(dict.fromkeys(map(plain, lines(parts.get("creator", []))))),
        licence=said.licence(*lines(parts.get("rights", []))),
        kind="mooc" if any("mooc" in each.lower() for each in lines(parts.get("type", []))) else "",
    )


def _institutions(nodes: list[etree._Element], language: str) -> tuple[Institution, ...]:
    """Tell one publisher in many languages from many publishers: a language comes once for each."""
    found: list[dict[str, str]] = []
    for node in nodes:
        for tag, name in words_of([node], language).items():
            if found and tag not in found[-1] and tag != "und":
                found[-1][tag] = name
            else:
                found.append({tag: name})
    return tuple(Institution(name=each) for each in found)
