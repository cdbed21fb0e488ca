"""Who may look into the store: those who keep the site."""

from typing import Any

from xingtan.kernel.errors import NotThere


def operators(person: Any) -> None:
    """Let in who keeps the site."""
    if not (person.is_authenticated and person.is_operator):
        raise NotThere


def can_hand_in(person: Any) -> bool:
    """Test whether this person's programs may hand in what happened elsewhere."""
    return bool(person.is_authenticated and person.is_operator)


def batch_to_hand_in(person: Any, *, source: int, sequence: int) -> tuple[int, int]:
    """Find where a batch belongs: the number of a partner platform, and the batch's own."""
    if not can_hand_in(person) or not 0 < source < 1 << 15 or not 0 <= sequence < 1 << 40:
        raise NotThere
    return source, sequence
