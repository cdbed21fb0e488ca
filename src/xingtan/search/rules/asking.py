"""What somebody typed, taken apart into what must be found."""

import re
from dataclasses import dataclass, replace

from xingtan.search.rules.endings import root
from xingtan.search.rules.folding import is_spaceless, pairs, runs, sayable

MOST_PARTS = 32
MOST_TYPED = 10_000
_QUOTED = re.compile(r'["“”„«»「」『』]([^"“”„«»「」『』]*)["“”„«»「」『』]')

# Words that join others. They are looked for only where nothing else is, and inside quotation marks.
_JOINS = frozenset(
    # English, French and Spanish, without accents
    "a an and are as at be by for from how in into is it its of on or that the this to was what with your you"
    " au aux avec ce ces cette comment d dans de des du elle en est et il je la le les leur l mais ne nous on ou par pas"
    " pour que qui sa se ses son sur un une vos votre y"
    " al como con del el ella es esta este la las lo los mas no o para pero por que se sin sobre su sus un una uno"
    # Russian and Arabic
    " в и на с по для о об от к из как что это не за у до при"
    " في من علي الي عن و مع هذا هذه التي الذي او ما".split()
)

# What joins words in Chinese and Japanese: a pair with one of these in it is half of two words.
_PARTICLES = frozenset("的了和与及在是对之のはをにがでとやもへ")


@dataclass(frozen=True)
class Part:
    """One thing that must be there.

    :param ways: any of these will do; a way of several words is a phrase
    :param typed: the folded word as typed, where it is one that may have a slip in it
    :param begins: what a word must begin with; used alone
    """

    ways: tuple[tuple[str, ...], ...] = ()
    typed: str = ""
    begins: str = ""


@dataclass(frozen=True)
class Asked:
    """All of what must be there.

    :param at_least: how many of the parts suffice; 0 for all
    """

    parts: tuple[Part, ...] = ()
    at_least: int = 0

    def with_part(self, place: int, part: Part) -> "Asked":
        """Give the same with another part in this place."""
        return replace(self, parts=(*self.parts[:place], part, *self.parts[place + 1 :]))


def ask(words: str) -> Asked:
    """Read what was typed: words, and phrases in quotation marks."""
    words = sayable(words[:MOST_TYPED])
    phrases = [_phrase(quoted) for quoted in _QUOTED.findall(words)]
    loose = [part for run in runs(_QUOTED.sub(" ", words))[: MOST_PARTS * 4] for part in _run(run)]
    telling = [part for part in loose if part.typed not in _JOINS]
    parts = [part for part in phrases if part.ways] + telling
    return Asked(tuple(dict.fromkeys(parts or loose))[:MOST_PARTS])


def _phrase(quoted: str) -> Part:
    terms: list[str] = []
    for run in runs(quoted):
        if is_spaceless(run):
            # A single character is the first half of some pair, and only its room knows which.
            terms += pairs(run)
        else:
            terms.append(root(run))
    terms = terms[:MOST_PARTS]
    if not terms:
        return _run(quoted)[0] if len(quoted) == 1 and is_spaceless(quoted) else Part()
    return Part((tuple(terms),))


def _run(run: str) -> list[Part]:
    if not is_spaceless(run):
        return [Part(((root(run),),), typed=run)]
    if len(run) == 1:
        return [Part(begins=run)]
    return [Part((tuple(pairs(run[:MOST_PARTS])),))]


def loosened(asked: Asked) -> Asked | None:
    """Ask for some of it only: three words of five, and of a run without spaces one pair in three.

    Gives nothing where there is but one thing to ask for.
    """
    words = [part for part in asked.parts if part.ways and not _is_run(part) and part.typed not in _JOINS]
    cut = [
        Part(((pair,),)) for part in asked.parts if part.ways and _is_run(part) for pair in part.ways[0] if _tells(pair)
    ]
    parts = tuple(dict.fromkeys([*words, *cut]))
    if len(parts) < 2:
        return None
    at_least = -(-len(words) * 3 // 5) if len(words) > 2 else min(1, len(words))
    return Asked(parts, at_least=max(1, at_least + (0 if words and len(cut) < 3 else -(-len(cut) // 3))))


def _is_run(part: Part) -> bool:
    return is_spaceless(part.ways[0][0])


def _tells(pair: str) -> bool:
    return not any(each in _PARTICLES for each in pair)
