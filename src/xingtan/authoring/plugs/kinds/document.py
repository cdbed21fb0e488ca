"""Document: a file to read or to save."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.authoring.forms import DocumentForm
from xingtan.authoring.plugs.kinds.plain import Plain, is_digest, wrong_type
from xingtan.authoring.registry.kinds import Readable, Reading, in_language
from xingtan.kernel.text import as_text


class Document(Plain):
    """A file: `{"file", "name", "media_type", "size_bytes"}`."""

    name = "document"
    label = gettext_lazy("Document")
    form = DocumentForm

    def check(self, data: Mapping[str, Any]) -> list[str]:
        """Say what is wrong with the data."""
        problems = wrong_type(data, name=str, media_type=str, size_bytes=int)
        if not is_digest(data.get("file")):
            problems.append(_("The file of this document cannot be found."))
        return problems

    def read(self, block: Readable, context: Reading) -> SafeString:
        """Show a link that says what is behind it and how large it is."""
        data = in_language(block.data, context.language)
        name = data.get("name") or _("document")
        return render_to_string(
            "authoring/_document.html",
            {
                "title": as_text(dict(block.title)).in_(context.language) or name,
                "name": name,
                "url": context.address(data["file"], name),
                "ending": name.rpartition(".")[2].upper() if "." in name else "",
                "size_bytes": data.get("size_bytes") or 0,
            },
        )
