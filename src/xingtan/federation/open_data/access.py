"""Who may have the files made before the night, and the door to it."""

from typing import Any

from xingtan.kernel.errors import NotThere


def operators(person: Any) -> None:
    """Let in who keeps the site."""
    if not (person.is_authenticated and person.is_operator):
        raise NotThere
