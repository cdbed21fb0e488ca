"""Unknown: a part of an imported course that nobody here can play. It is kept whole, and the reader is told."""

import json
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from xingtan.authoring.plugs.kinds.plain import Plain, wrong_type
from xingtan.authoring.registry.kinds import Readable, Reading
from xingtan.kernel.text import as_text


class Unknown(Plain):
    """What came in and cannot be shown: `{"tag", "source"}`, and perhaps `{"url"}` where it can be found."""

    name = "unknown"
    label = gettext_lazy("Part that cannot be shown here")

    def check(self, data: Mapping[str, Any]) -> list[str]:
        """Say what is wrong with the data."""
        return wrong_type(data, tag=str, source=str, url=str)

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """Leave the source as it came: it is shown as text only."""
        return data

    def read(self, block: Readable, context: Reading) -> SafeString:
        """Say what this was, and show its source."""
        # A kind whose package is no longer installed is shown the same way.
        source = block.data.get("source") or json.dumps(dict(block.data), ensure_ascii=False, indent=1, default=str)
        url = str(block.data.get("url") or "")
        return render_to_string(
            "authoring/_unknown.html",
            {
                "title": as_text(dict(block.title)).in_(context.language),
                "tag": block.data.get("tag") or block.kind,
                "source": source,
                "url": url if url.startswith(("https://", "http://")) else "",
            },
        )
