"""The reading view of a block: what anyone sees of it, without answering."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from xingtan.authoring.registry import kinds, references
from xingtan.authoring.registry.kinds import Readable, Reading
from xingtan.kernel import files


def read_block(
    block: Readable,
    *,
    language: str,
    place: Callable[[str], str] | None = None,
    address: Callable[[str, str], str] = files.address,
) -> SafeString:
    """Render the block as one reads it. What no kind here knows is shown whole, with a notice.

    :param place: gives the address of a part of the course by its key, for links inside the course
    :param address: gives the address of a file by its digest and name
    """
    kind = kinds.named(block.kind) or kinds.named("unknown")
    assert kind is not None, "authoring registers the kind for what nobody knows"
    html = kind.read(block, Reading(language=language, address=address, frame=_frame))
    if place and "course:" in html:
        # Only the addresses of links change, so what was safe stays safe.
        return mark_safe(references.resolve_places(html, place))  # noqa: S308 - only addresses of links change
    return html


def _frame(page: str, _data: Mapping[str, Any]) -> str:
    return files.address(page, "page.html", sandbox=True)
