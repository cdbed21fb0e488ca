"""Real words of a language, drawn as often as the language uses them."""

from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from random import Random

from wordfreq import get_frequency_dict, top_n_list

VOCABULARY = 30_000
# What stands at the head of every list says nothing of a subject, so a title draws from below it.
TITLES_FROM = 150
WITHOUT_SPACES = ("zh", "ja")


class Language:
    """The vocabulary of one language, with how often each word is used."""

    def __init__(self, tag: str) -> None:
        used = get_frequency_dict(tag)
        # Words used equally often would come in another order every time.
        known = sorted(top_n_list(tag, VOCABULARY), key=lambda each: (-used[each], each))
        self.words = [each for each in known if each.isalpha()]
        self._text = list(accumulate(used[each] for each in self.words))
        self._title_words = self.words[TITLES_FROM:]
        self._title = list(accumulate(used[each] for each in self._title_words))
        self._joint = "" if tag in WITHOUT_SPACES else " "
        self._stop = "。" if tag in WITHOUT_SPACES else "."

    def title(self, drawn: Random) -> str:
        """Draw a title of two to six words."""
        return self._phrase(drawn.choices(self._title_words, cum_weights=self._title, k=drawn.randint(2, 6)))

    def sentences(self, drawn: Random, words: int) -> str:
        """Draw a text of so many words, in sentences of about a dozen."""
        return " ".join(self._phrase(some) + self._stop for some in self._some(drawn, words))

    def _some(self, drawn: Random, words: int) -> Iterator[list[str]]:
        every = drawn.choices(self.words, cum_weights=self._text, k=words)
        for start in range(0, words, 12):
            yield every[start : start + 12]

    def _phrase(self, words: list[str]) -> str:
        phrase = self._joint.join(words)
        return phrase[:1].upper() + phrase[1:]


@cache
def language(tag: str) -> Language:
    """Load a language once."""
    return Language(tag)
