"""Words can be read on every ground they stand on, by day and by night: WCAG 2.2, computed from the tokens."""

import math
import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[1] / "styles" / "tokens.css"
NUMBER = r"([\d.]+)"
COLOR = re.compile(
    rf"--([\w-]+): light-dark\(oklch\({NUMBER} {NUMBER} {NUMBER}deg\), oklch\({NUMBER} {NUMBER} {NUMBER}deg\)\)"
)

GROUNDS = ("paper", "paper-raised", "paper-sunken")
# Body text: AAA.
BODY = [("ink", ground) for ground in GROUNDS] + [("ink-soft", "paper"), ("ink-soft", "paper-raised")]
# Everything else one reads: AA.
WORDS = [
    ("ink-soft", "paper-sunken"),
    *[("indigo", ground) for ground in GROUNDS],
    *[("indigo-ink", ground) for ground in (*GROUNDS, "indigo-soft")],
    ("indigo", "indigo-soft"),
    ("on-apricot", "apricot"),
    ("on-apricot", "apricot-pressed"),
    ("on-cinnabar", "cinnabar"),
    ("apricot-ink", "paper"),
    ("apricot-ink", "paper-raised"),
    ("apricot-ink", "paper-sunken"),
    *[(f"{family}-ink", f"{family}-soft") for family in ("apricot", "bamboo", "cinnabar")],
    *[(f"{family}-ink", "paper") for family in ("bamboo", "cinnabar")],
    *[("ink", f"{family}-soft") for family in ("apricot", "bamboo", "cinnabar", "indigo")],
    ("paper", "ink"),
]
# Edges of what can be pressed or filled in, and signs: 3 to 1.
EDGES = [
    *[
        (edge, ground)
        for edge in ("line-strong", "apricot-deep", "bamboo", "cinnabar", "indigo")
        for ground in ("paper", "paper-raised")
    ],
    ("apricot-deep", "paper-sunken"),
]


def colors() -> dict[str, tuple[tuple[float, ...], tuple[float, ...]]]:
    found = {}
    for name, *numbers in COLOR.findall(TOKENS.read_text()):
        values = [float(number) for number in numbers]
        found[name] = (tuple(values[:3]), tuple(values[3:]))
    return found


def luminance(color: tuple[float, ...]) -> float:
    """Compute the relative luminance of an oklch color, as sRGB shows it."""
    lightness, chroma, hue = color
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short
    clipped = [min(1.0, max(0.0, each)) for each in (red, green, blue)]
    return 0.2126 * clipped[0] + 0.7152 * clipped[1] + 0.0722 * clipped[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("night", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize(("pairs", "least"), [(BODY, 7), (WORDS, 4.5), (EDGES, 3)], ids=["body", "words", "edges"])
def test_inks_can_be_read_on_their_grounds(pairs: list[tuple[str, str]], least: float, night: int) -> None:
    known = colors()

    weak = {
        f"{ink} on {ground}": round(found, 2)
        for ink, ground in pairs
        if (found := contrast(known[ink][night], known[ground][night])) < least
    }

    assert weak == {}
