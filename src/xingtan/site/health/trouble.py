"""What is found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Trouble:
    """What is wrong, and how to mend it."""

    what: str
    mend: str
