"""Text: HTML, or Markdown that is rendered once, when it is written."""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.authoring.forms import TextForm
from xingtan.authoring.plugs.kinds.plain import Plain, all_languages, wrong_type
from xingtan.authoring.registry.kinds import Readable, Reading, in_language
from xingtan.authoring.registry.making import Stock
from xingtan.authoring.registry.references import resolve
from xingtan.kernel import prose
from xingtan.kernel.text import pick


class TextBlock(Plain):
    """Something to read: `{"html"}`, cleaned when it is written, or `{"markdown"}`."""

    name = "text"
    label = gettext_lazy("Text")
    form = TextForm

    def check(self, data: Mapping[str, Any]) -> list[str]:
        """Say what is wrong with the data."""
        problems = wrong_type(data, html=str, markdown=str)
        if not data.get("html") and not data.get("markdown") and not data.get("in"):
            problems.append(_("There is no text yet."))
        return problems

    def make(self, data: Mapping[str, Any], stock: Stock) -> dict[str, Any]:
        """Render the Markdown of each language."""
        rendered = {
            language: str(prose.markdown(words["markdown"]))
            for language, words in all_languages(data).items()
            if words.get("markdown")
        }
        return {"html": rendered} if rendered else {}

    def read(self, block: Readable, context: Reading) -> SafeString:
        """Show the text, with the addresses of its pictures."""
        made = getattr(block, "made", {}).get("html")
        data = in_language(block.data, context.language)
        if not data.get("markdown") and not data.get("html"):
            data = next(iter((block.data.get("in") or {}).values()), {})
        if data.get("markdown"):
            html = _of(made, context.language) if made else prose.markdown(data["markdown"])
        else:
            html = prose.formulas(data.get("html", ""))
        # Both were cleaned when they were written.
        return mark_safe(resolve(html, context.address))  # noqa: S308 - cleaned when it was written


def _of(made: Mapping[str, str], language: str) -> str:
    if language in made:
        return made[language]
    parent = language.partition("-")[0]
    return made.get(parent) or made.get("") or str(pick(made, language)[1])
