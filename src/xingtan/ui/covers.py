"""Covers: a small picture for what has none, drawn from a seed and a subject.

The same seed and subject give the same picture for ever. The subject chooses the inks and three
of the families of pattern, so that things of one subject look like one shelf; the seed does the rest.
A picture is under 2 kB and holds no color: its shapes have classes, which ``cover.css`` inks.
"""

from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b

from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 200, 80
TONES = 8


class Dice:
    """Numbers that follow from a text, the same on every machine and in every version of Python."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rolls = 0

    def roll(self, low: int, high: int) -> int:
        """Give a whole number from low to high, both included."""
        self._rolls += 1
        digest = blake2b(f"{self._text}\0{self._rolls}".encode(), digest_size=8).digest()
        return low + int.from_bytes(digest, "big") % (high - low + 1)

    def pick(self, choices: str) -> str:
        """Give one of the letters."""
        return choices[self.roll(0, len(choices) - 1)]


def _tile(dice: Dice, width: int, height: int, shapes: str, turn: int = 0) -> str:
    """Fill the picture with one tile, repeated."""
    name = f"c{dice.roll(0, 0xFFFFFFFF):x}"
    turned = f' patternTransform="rotate({turn})"' if turn else ""
    return (
        f'<pattern id="{name}" width="{width}" height="{height}" patternUnits="userSpaceOnUse"{turned}>{shapes}</pattern>'
        f'<path fill="url(#{name})" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>'
    )


def _sun(dice: Dice, low: int = 40, high: int = 160) -> str:
    return f'<circle class="d" cx="{dice.roll(low, high)}" cy="{dice.roll(16, 30)}" r="{dice.roll(9, 14)}"/>'


def terraces(dice: Dice) -> str:
    """Hills behind hills, and a sun."""
    shapes = [_sun(dice)]
    for level, ink in enumerate("aabbc"):
        y = 28 + level * 12 + dice.roll(-3, 3)
        bends = "".join(f"S{x - 20} {y + dice.roll(-11, 11)} {x} {y + dice.roll(-4, 4)}" for x in (50, 100, 150, 200))
        shapes.append(f'<path class="{ink}" opacity="{(1, 0.6)[level % 2]}" d="M0 {y}{bends}V80H0z"/>')
    return "".join(shapes)


def waves(dice: Dice) -> str:
    """The blue-sea wave: circles behind circles."""
    r = dice.roll(8, 13) * 2
    rings = "".join(
        f'<circle class="{ink}" cx="{x}" cy="{y}" r="{r * part / 10:g}"/>'
        for row in range(4)
        for x, y in [(dx, row * r // 2) for dx in ((0, 2 * r) if row % 2 == 0 else (r,))]
        for ink, part in (("g", 10), ("b", 9.2), ("g", 7.6), ("a", 6.2), ("d", 2.6))
    )
    return _tile(dice, 2 * r, r, rings)


def orbits(dice: Dice) -> str:
    """Rings about a center, each with its traveler."""
    cx, cy = dice.roll(30, 170), dice.roll(20, 70)
    shapes = [f'<circle class="d" cx="{cx}" cy="{cy}" r="{dice.roll(6, 10)}"/>']
    for ring in range(1, 9):
        r = 8 + ring * dice.roll(15, 19)
        away = dice.roll(-r, r)
        up = (r * r - away * away) ** 0.5 * (1 if dice.roll(0, 1) else -1)
        shapes.append(f'<circle class="{"lm"[ring % 2]}" cx="{cx}" cy="{cy}" r="{r}" stroke-width="1.2"/>')
        shapes.append(f'<circle class="{dice.pick("bcc")}" cx="{cx + away}" cy="{cy + up:.0f}" r="{dice.roll(2, 5)}"/>')
    return "".join(shapes)


def winding(dice: Dice) -> str:
    """Quarter circles that join into one path, tile by tile."""
    side = 20
    turns = [
        f"M{x} {y + 10}q10 0 10-10M{x + 10} {y + 20}q0-10 10-10"
        if dice.roll(0, 1)
        else f"M{x} {y + 10}q10 0 10 10M{x + 10} {y}q0 10 10 10"
        for x in range(0, WIDTH, side)
        for y in range(0, HEIGHT, side)
    ]
    return f'{_sun(dice)}<path class="m" stroke-width="{dice.roll(3, 6)}" d="{"".join(turns)}"/>'


def blossoms(dice: Dice) -> str:
    """Five petals, again and again."""
    side = dice.roll(26, 36)
    r = side // 5

    def flower(x: int, y: int, petal: str, heart: str) -> str:
        spots = ((0, -1), (0.95, -0.31), (0.59, 0.81), (-0.59, 0.81), (-0.95, -0.31))
        petals = "".join(
            f'<circle class="{petal}" cx="{x + r * dx:.1f}" cy="{y + r * dy:.1f}" r="{r * 0.72:.1f}"/>'
            for dx, dy in spots
        )
        return f'{petals}<circle class="{heart}" cx="{x}" cy="{y}" r="{r * 0.42:.1f}"/>'

    half = side // 2
    tile = flower(half // 2 + 2, half, dice.pick("ab"), "d") + flower(
        half // 2 + 2 + side, half + side // 2 - r // 2, "a", "c"
    )
    return _tile(dice, 2 * side, side + half, tile, dice.roll(-2, 2) * 9)


def stars(dice: Dice) -> str:
    """The hemp-leaf lattice: six-pointed stars of fine lines."""
    w = dice.roll(24, 34)
    h = round(w * 1.732)
    a, b, c = w / 2, h / 2, h / 6
    lines = (
        f"M0 0L{a:g} {b:g}L{w} 0M0 {h}L{a:g} {b:g}L{w} {h}M{a:g} 0V{h}M0 0V{h}"
        f"M0 0L{a:g} {c:.1f}L{w} 0M0 {h}L{a:g} {h - c:.1f}L{w} {h}"
        f"M0 {b - c:.1f}L{a:g} {b:g}L{w} {b - c:.1f}M0 {b + c:.1f}L{a:g} {b:g}L{w} {b + c:.1f}"
    )
    fill = f'<path class="a" opacity=".6" d="M0 0L{a:g} {c:.1f}V{b:g}zM{w} {h}L{a:g} {h - c:.1f}V{b:g}z"/>'
    return _sun(dice) + _tile(dice, w, h, f'{fill}<path class="m" stroke-width="1" d="{lines}"/>', dice.roll(0, 1) * 30)


def weave(dice: Dice) -> str:
    """Over and under, as in a basket."""
    s = dice.roll(12, 18)
    band, gap = s - 3, 1.5
    across = f'<rect class="b" x="0" y="{gap}" width="{2 * s}" height="{band}" rx="1.5"/><rect class="a" x="0" y="{s + gap}" width="{2 * s}" height="{band}"/>'
    over = f'<rect class="c" x="{gap}" y="{s - 1}" width="{band}" height="{s + 2}" rx="1.5" opacity=".8"/>'
    other = (
        f'<rect class="{dice.pick("ddc")}" x="{s + gap}" y="-1" width="{band}" height="{s + 2}" rx="1.5" opacity=".8"/>'
    )
    return _tile(dice, 2 * s, 2 * s, across + over + other, dice.roll(0, 1) * 45)


def lattice(dice: Dice) -> str:
    """A paper window: bars that meet in steps."""
    s = dice.roll(7, 10)
    bars = f"M0 {s}h{2 * s}v{-s}M{2 * s} {s}v{2 * s}h{2 * s}M{s} {4 * s}v{-2 * s}h{-s}M{3 * s} 0v{2 * s}h{s}M{s} {3 * s}h{2 * s}v{s}"
    pane = f'<rect class="a" x="{2 * s + 2}" y="{s + 2}" width="{s - 4}" height="{s - 4}"/>'
    return _sun(dice) + _tile(dice, 4 * s, 4 * s, f'<path class="m" stroke-width="2" d="{bars}"/>{pane}')


def sound(dice: Dice) -> str:
    """Bars of many heights about one line."""
    middle = dice.roll(38, 44)
    shapes = []
    height = 20
    for x in range(6, WIDTH, 8):
        height = max(3, min(34, height + dice.roll(-13, 13)))
        shapes.append(f'<path class="{dice.pick("mmmnnl")}" stroke-width="4" d="M{x} {middle - height}v{2 * height}"/>')
    spot = dice.roll(3, 20) * 8 + 6
    shapes.append(f'<circle class="d" cx="{spot}" cy="{middle}" r="6"/>')
    return "".join(shapes)


def leaves(dice: Dice) -> str:
    """Leaves on slanting stems."""
    w, h = dice.roll(20, 26), dice.roll(18, 24)
    m = w / 2

    leaf = f"M{m:g} {h * 0.6:.0f}q{m * 0.15:.1f}-{h * 0.42:.0f} {m * 0.92:.1f}-{h * 0.45:.0f}q{-m * 0.1:.1f} {h * 0.42:.0f} {-m * 0.92:.1f} {h * 0.45:.0f}z"
    stem = f'<path class="m" stroke-width="1.2" d="M{m:g} 0V{h}"/>'
    other = f'<path class="{dice.pick("aad")}" transform="matrix(-1 0 0 1 {w} {h * 0.38:.1f})" d="{leaf}"/>'
    tile = f'{stem}<path class="b" d="{leaf}"/>{other}'
    return _tile(dice, w, h, tile, dice.roll(1, 3) * 20) + (_sun(dice) if dice.roll(0, 1) else "")


FAMILIES: tuple[Callable[[Dice], str], ...] = (
    terraces,
    waves,
    orbits,
    winding,
    blossoms,
    stars,
    weave,
    lattice,
    sound,
    leaves,
)


@lru_cache(maxsize=2048)
def draw(seed: str, subject: str = "") -> SafeString:
    """Draw the cover of this seed, in the manner of its subject.

    :param seed: what makes this one different from its neighbors, such as a uid
    :param subject: what it shares with its neighbors, such as a subject's code
    """
    manner = Dice(f"subject {subject or seed}")
    tone = manner.roll(0, TONES - 1)
    first = manner.roll(0, len(FAMILIES) - 1)
    dice = Dice(f"cover {subject} {seed}")
    family = FAMILIES[(first + 3 * dice.roll(0, 2)) % len(FAMILIES)]
    shapes = family(dice)
    return mark_safe(  # noqa: S308 - numbers and names of ours only
        f'<svg class="cover" data-tone="{tone}" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMidYMid slice" aria-hidden="true">{shapes}</svg>'
    )
