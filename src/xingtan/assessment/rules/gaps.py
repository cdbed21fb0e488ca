"""Finds the gaps in a problem's prose: `[[q:ID]]`, where an inline question is answered."""

import re
from html.parser import HTMLParser

from xingtan.assessment.rules.fields import Fault
from xingtan.assessment.rules.problem import Problem
from xingtan.assessment.rules.words import gettext_noop as _

GAP = re.compile(r"\[\[q:([A-Za-z0-9_-]{1,64})\]\]")


def gap_faults(problem: Problem, place: str) -> list[Fault]:
    """List inline questions without a gap, gaps without a question, and gaps where no field can stand."""
    inline = {question.id for question in problem.questions if question.is_inline}
    found: list[str] = []
    faults: list[Fault] = []
    for part in problem.parts:
        if isinstance(part, str) and "[[q:" in part:
            gaps = GAP.findall(part)
            # A gap inside a tag would put a field into an attribute, and break the page.
            if sorted(gaps) != sorted(GAP.findall(_text_of(part))):
                faults.append(Fault(place, _("A gap stands in the text, not inside a tag.")))
            found.extend(gaps)
    why = _("The inline question “%(id)s” and its gap do not belong together.")
    lost = (name for name in sorted(inline | set(found)) if found.count(name) != 1 or name not in inline)
    faults.extend(Fault(place, why, {"id": name}) for name in lost)
    return faults


def _text_of(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    reader.close()
    return "".join(reader.found)


class _Text(HTMLParser):
    """Collects the text outside of all tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.append("\n")
