"""Who may look into the store: those who keep the site."""

from typing import Any

from xingtan.kernel.errors import NotThere


def operators(person: Any) -> None:
    """Let in who keeps the site."""
    if not (person.is_authenticated and person.is_operator):
        raise NotThere
