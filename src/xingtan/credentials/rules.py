"""The code by which anyone finds a certificate."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0, 1, i, l and o: a code is also typed from paper."""

GROUPS, LETTERS = 4, 4


def new_code() -> str:
    """Make a code of sixteen letters (79 random bits), in groups that a person can read aloud."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))


def read_code(typed: str) -> str:
    """Read what somebody typed, with or without the dashes, in any case."""
    letters = "".join(each for each in typed.lower() if each in ALPHABET)
    return "-".join(letters[first : first + LETTERS] for first in range(0, len(letters), LETTERS))
