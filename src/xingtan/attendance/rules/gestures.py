"""Gestures on nine dots, three by three: 1 2 3 in the first row, 4 5 6 in the second, 7 8 9 in the third."""

from collections.abc import Callable

DOTS = "123456789"
SIDE = 3


def gesture_from(choose: Callable[[int], int], length: int) -> str:
    """Make a gesture that visits so many dots, no one twice.

    :param choose: gives a number from nought to below the one it is given
    """
    left = list(DOTS)
    return "".join(left.pop(choose(len(left))) for _ in range(min(length, len(DOTS))))


def cleaned(drawn: str) -> str:
    """Read a gesture as people write it: dots in their order, whatever stands between them."""
    return "".join(each for each in drawn if each in DOTS)[: len(DOTS)]


def points_of(gesture: str) -> list[tuple[int, int]]:
    """Give column and row of each dot, from 0 to 2."""
    return [(DOTS.index(dot) % SIDE, DOTS.index(dot) // SIDE) for dot in gesture if dot in DOTS]
