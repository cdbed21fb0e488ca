"""What every reader of a block needs: the files, the places of the course, its language."""

from __future__ import annotations

from dataclasses import dataclass, field

from xingtan.authoring.registry.bundle import Words
from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.adapters.files import Files
from xingtan.federation.olx.adapters.ledger import Element, Ledger
from xingtan.federation.olx.adapters.links import Rewritten, rewrite


@dataclass(slots=True)
class Context:
    """One reading of one course."""

    files: Files
    ledger: Ledger
    language: str = "en"
    places: dict[str, str] = field(default_factory=dict)
    """Keys of chapters, sections, units and blocks by the names that links use."""

    def words(self, text: str | None) -> Words:
        """Give a text in the course's language."""
        text = (text or "").strip()
        return {self.language: text} if text else {}

    def rewrite(self, text: str, element: Element) -> Rewritten:
        """Write our addresses into a text, and note what it points to in vain."""
        done = rewrite(text, self.files, self.places)
        for name in done.missing_files:
            element.changed(reasons.MISSING_FILE, name)
        for name in done.missing_places:
            element.changed(reasons.MISSING_PLACE, name)
        return done


def language_code(code: str) -> str:
    """Write a language code as we do: `zh_CN` becomes `zh-hans`."""
    plain = code.strip().replace("_", "-").lower()
    return _CHINESE.get(plain, plain)


_CHINESE = {
    "zh": "zh-hans",
    "zh-cn": "zh-hans",
    "zh-sg": "zh-hans",
    "zh-tw": "zh-hant",
    "zh-hk": "zh-hant",
    "zh-mo": "zh-hant",
}
