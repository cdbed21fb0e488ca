"""Chance that can be replayed: the order of people under a seed, the same on every machine and in every language."""

from collections.abc import Callable, Iterable
from hashlib import sha256


def shuffled(people: Iterable[int], *, seed: str) -> list[int]:
    """Put people into the order of the digests of seed and number; who is named twice stands once.

    Anyone can check it with a pocket tool: SHA-256 of ``seed:number``, smallest first.
    """
    return sorted(set(people), key=lot(seed))


def lot(seed: str) -> Callable[[int], bytes]:
    """Give what draws a person's lot under this seed."""
    return lambda person: sha256(f"{seed}:{person}".encode()).digest()
