"""How often search finds what people meant: judged questions over a small catalogue in seven languages."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

JUDGED = Path(__file__).parents[2] / "src/xingtan/search/tests/judged"
BEST = 10


@dataclass(frozen=True)
class Judged:
    """A question, what would answer it, and what was found."""

    language: str
    question: str
    wanted: frozenset[str]
    found: list[str]

    @property
    def is_hit(self) -> bool:
        """Test whether something that answers it is among the first ten."""
        return bool(self.wanted & set(self.found[:BEST]))


def recall60(index: Any = None) -> float:
    """Give the share of judged questions with an answer among the first ten."""
    return float(told(index)["hit_at_10"])


def told(index: Any = None) -> dict[str, Any]:
    """Ask all judged questions.

    :param index: an empty index of any engine; one of Tantivy in a folder of its own where none is given
    :returns: ``hit_at_10``, ``questions``, the share by language, and what was missed
    """
    if index is not None:
        return _told(judge(index))
    from xingtan.search.adapters.tantivy import TantivyIndex  # noqa: PLC0415 - the room is only needed here

    with tempfile.TemporaryDirectory(prefix="xingtan-recall-") as folder:
        return _told(judge(TantivyIndex(Path(folder))))


def judge(index: Any) -> list[Judged]:
    """Fill the index and ask it."""
    from xingtan.search.adapters import Wanted  # noqa: PLC0415 - see told
    from xingtan.search.adapters.bending import find_in  # noqa: PLC0415 - see told
    from xingtan.search.registry import Document  # noqa: PLC0415 - see told

    courses = yaml.safe_load((JUDGED / "courses.yaml").read_text(encoding="utf-8"))
    index.replace([Document(name, title, text, suggestion=title) for name, _, title, text in courses])
    queries = yaml.safe_load((JUDGED / "queries.yaml").read_text(encoding="utf-8"))
    return [
        Judged(language, question, frozenset(wanted), find_in(index, Wanted(question, limit=BEST)).ids)
        for language, question, wanted in queries
    ]


def _told(judged: list[Judged]) -> dict[str, Any]:
    languages = sorted({each.language for each in judged})
    return {
        "hit_at_10": _share(judged),
        "questions": len(judged),
        "languages": {name: _share([each for each in judged if each.language == name]) for name in languages},
        "missed": [each.question for each in judged if not each.is_hit],
    }


def _share(judged: list[Judged]) -> float:
    return round(sum(each.is_hit for each in judged) / len(judged), 3)
