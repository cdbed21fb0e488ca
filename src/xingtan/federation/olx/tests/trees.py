"""Small archives, written in the test that reads them."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO

from xingtan.authoring.registry.bundle import Bundle, BundleBlock, Finding
from xingtan.federation.olx.adapters import course

# The smallest course that has everything, each part in a file of its own.
POINTERS = {
    "course.xml": '<course url_name="2026" org="Org" course="C1"/>',
    "course/2026.xml": '<course display_name="Ferns" language="en"><chapter url_name="ch1"/></course>',
    "chapter/ch1.xml": '<chapter display_name="Week 1"><sequential url_name="s1"/></chapter>',
    "sequential/s1.xml": '<sequential display_name="Lesson"><vertical url_name="v1"/></sequential>',
    "vertical/v1.xml": '<vertical display_name="Page"><html url_name="h1"/></vertical>',
    "html/h1.xml": '<html filename="h1" display_name="Hello"/>',
    "html/h1.html": "<p>Hello</p>",
}


class Tree:
    """An archive in memory."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self.files = {
            path: content.encode() if isinstance(content, str) else content for path, content in files.items()
        }

    def names(self) -> list[str]:
        return sorted(self.files)

    def read(self, name: str, /) -> bytes:
        return self.files[name]

    def open(self, name: str, /) -> IO[bytes]:
        return BytesIO(self.files[name])

    def __contains__(self, name: object, /) -> bool:
        return name in self.files


def read(files: Mapping[str, str | bytes]) -> Bundle:
    """Read an archive, and check that its report accounts for every file of it."""
    bundle = course.read(Tree(files))
    report = bundle.report
    assert report.elements == sum(map(len, (report.kept, report.changed, report.unsupported, report.errors)))
    return bundle


def read_unit(inside: str, files: Mapping[str, str | bytes] | None = None, settings: str = "") -> Bundle:
    """Read a course of one unit with these blocks in it."""
    xml = (
        f'<course url_name="run" org="Org" course="C1" language="en" display_name="A course" {settings}>'
        f'<chapter url_name="c" display_name="Chapter"><sequential url_name="s" display_name="Section">'
        f'<vertical url_name="v" display_name="Unit">{inside}</vertical></sequential></chapter></course>'
    )
    return read({"course.xml": xml, **(files or {})})


def block(bundle: Bundle, number: int = 0) -> BundleBlock:
    return list(bundle.blocks())[number]


def row(bundle: Bundle, what: str) -> tuple[str, Finding]:
    """Find the one row about a thing, and the list it is in."""
    found = [
        (name, finding)
        for name in ("kept", "changed", "unsupported", "errors")
        for finding in getattr(bundle.report, name)
        if finding.what == what
    ]
    assert len(found) == 1, found
    return found[0]
