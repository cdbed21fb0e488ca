"""What may have been meant: words as typed, then their beginnings, then a slip forgiven, then most of them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from xingtan.search.adapters import Found, SearchIndex, Wanted, Word
from xingtan.search.rules import Asked, Part, ask, root
from xingtan.search.rules.asking import loosened
from xingtan.search.rules.folding import fold

MOST_WAYS = 50
NEAREST = 8
TRIES = 3
# So few results, and so many times more with a letter changed, look like a slip.
FEW = 5
MANY_MORE = 20
MOST_LOOKED_AT = 4


def find_in(index: SearchIndex, wanted: Wanted) -> Found:
    """Find as typed; where these words are nowhere, bend them as little as finds something."""
    asked = ask(wanted.words)
    if not asked.parts and wanted.words.strip():
        # No words find everything, but signs that are no words find nothing.
        return Found(facets={name: {} for name in wanted.facets})
    found = index.search(asked, wanted)
    if found.total or not asked.parts:
        return replace(found, did_you_mean=_rather(index, asked, wanted, found.total))
    if _is_somewhere(index, asked, wanted):
        return found
    for bent, is_exact in _bent(index, asked, wanted):
        if _is_somewhere(index, bent, wanted):
            return replace(index.search(bent, wanted), is_exact=is_exact, did_you_mean=_meant(index, asked, wanted))
    return found


def _is_somewhere(index: SearchIndex, asked: Asked, wanted: Wanted) -> bool:
    """Test whether the filters alone are why nothing was found: then the words were right."""
    return bool(index.search(asked, Wanted(audience=wanted.audience, limit=1)).total)


def _bent(index: SearchIndex, asked: Asked, wanted: Wanted) -> Iterator[tuple[Asked, bool]]:
    last = asked.parts[-1]
    if not asked.at_least and len(last.typed) > 1 and not wanted.words[-1:].isspace():
        begun = {root(each.typed) for each in index.completions(last.typed, limit=MOST_WAYS)}
        if begun:
            yield asked.with_part(len(asked.parts) - 1, Part(tuple((term,) for term in sorted(begun)))), True
    near = _near(index, asked, wanted)
    if near:
        yield _with(asked, near), False
    if less := loosened(_with(asked, near)):
        yield less, False


def _near(index: SearchIndex, asked: Asked, wanted: Wanted) -> dict[int, list[Word]]:
    """Find what unknown words may have been."""
    return {
        place: words
        for place, part in enumerate(asked.parts)
        if part.typed
        and not index.search(Asked((part,)), Wanted(audience=wanted.audience, limit=1)).total
        and (words := index.near(part.typed, limit=NEAREST))
    }


def _with(asked: Asked, near: dict[int, list[Word]]) -> Asked:
    for place, words in near.items():
        ways = dict.fromkeys((root(each.typed),) for each in words)
        asked = asked.with_part(place, Part(tuple(ways)))
    return asked


def _meant(index: SearchIndex, asked: Asked, wanted: Wanted) -> str:
    """Say it in words that surely find something, with the filters as they are."""
    near = _near(index, asked, wanted)
    if not near:
        return ""
    for rank in islice(range(NEAREST), TRIES):
        chosen = {place: words[min(rank, len(words) - 1)] for place, words in near.items()}
        meant = _with(asked, {place: [word] for place, word in chosen.items()})
        if index.search(meant, replace(wanted, facets=(), after="", limit=1)).total:
            return _said(wanted.words, {asked.parts[place].typed: word.shown for place, word in chosen.items()})
    return ""


def _rather(index: SearchIndex, asked: Asked, wanted: Wanted, total: int) -> str:
    """Say it in words that many more things have: among a million, a few have the same slip."""
    if total >= FEW or wanted.after:
        return ""
    for place, part in enumerate(asked.parts[:MOST_LOOKED_AT]):
        words = index.near(part.typed, limit=1) if part.typed else []
        if words and index.search(
            _with(asked, {place: words}), replace(wanted, facets=(), limit=1)
        ).total >= MANY_MORE * max(total, 1):
            return _said(wanted.words, {part.typed: words[0].shown})
    return ""


def _said(words: str, instead: dict[str, str]) -> str:
    said = []
    for word in words.split():
        bare = word.strip(".,;:!?()[]«»\"'“”")
        folded = fold(bare)
        said.append(word.replace(bare, instead[folded]) if bare and folded in instead else word)
    return " ".join(said)
