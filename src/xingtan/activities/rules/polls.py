"""Polls and questionnaires: what may be answered, and how answers are counted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xingtan.activities.registry.answers import Answer, Unfit, chosen, gettext_noop, number, text

MOST_OPTIONS = 30
MOST_QUESTIONS = 40
LONGEST = 1000
SCALE = (1, 5)
TYPES = ("one", "several", "scale", "text")
Question = Mapping[str, Any]


def faults(questions: Sequence[Question]) -> list[str]:
    """Say what is wrong with these questions."""
    if not questions or len(questions) > MOST_QUESTIONS:
        return [gettext_noop("Write at least one question, and not more than forty.")]
    if any(each["type"] not in TYPES or not each["words"] for each in questions):
        return [gettext_noop("Each question needs its words.")]
    for each in questions:
        if each["type"] in ("one", "several") and not 2 <= len(each["options"]) <= MOST_OPTIONS:
            return [gettext_noop("To choose from, there must be two options at least, and not more than thirty.")]
    return []


def take(payload: Mapping[str, Any], questions: Sequence[Question]) -> dict[str, Any]:
    """Keep what answers these questions: of an option its number, counted from zero; of words the words.

    A questionnaire may be answered in part; nothing at all is no answer.

    :raises Unfit: if what was sent answers none of them, or one in a way that cannot be
    """
    said: dict[str, Any] = {}
    for place, question in enumerate(questions):
        name = f"q{place}"
        if not _is_empty(payload.get(name)) and (value := _one(payload, name, question)) != []:
            said[name] = value
    if not said:
        raise Unfit(gettext_noop("Choose or write something first."))
    return said


def _one(payload: Mapping[str, Any], name: str, question: Question) -> Any:
    match question["type"]:
        case "one":
            return number(payload, name, 0, len(question["options"]) - 1)
        case "several":
            places = [number({"n": each}, "n", 0, len(question["options"]) - 1) for each in _several(payload, name)]
            return sorted(set(places))
        case "scale":
            return number(payload, name, *SCALE)
        case _:
            return text(payload, name, LONGEST)


def _several(payload: Mapping[str, Any], name: str) -> list[Any]:
    said = payload.get(name)
    # Programs send numbers, forms send text.
    if isinstance(said, list) and all(isinstance(each, int) for each in said):
        return said
    return chosen(payload, name) if not isinstance(said, int) else [said]


def _is_empty(said: Any) -> bool:
    return said is None or said == [] or (isinstance(said, str) and not said.strip())


def fields(questions: Sequence[Question], said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give each question with its fields, and what was said last in them."""
    shown = []
    for place, question in enumerate(questions):
        name = f"q{place}"
        value = said.get(name)
        on = {str(each) for each in (value if isinstance(value, list) else [value])}
        labels: Sequence[tuple[int, str]] = list(enumerate(question["options"]))
        if question["type"] == "scale":
            labels = [(each, str(each)) for each in range(SCALE[0], SCALE[1] + 1)]
        options = [{"value": each, "label": label, "on": str(each) in on} for each, label in labels]
        shown.append({**question, "name": name, "options": options, "value": value if isinstance(value, str) else ""})
    return shown


def choices(questions: Sequence[Question], said: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Give what was said, if it was chosen only; None if there are words among it."""
    if any(each["type"] == "text" for each in questions):
        return None
    return tuple(repr(said.get(f"q{place}")) for place, _question in enumerate(questions))


def fold(questions: Sequence[Question], answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """Count the answers to each question: of options how many and what share, of a scale the mean, of words the words."""
    listed = list(answers)
    return [_counted(f"q{place}", question, listed) for place, question in enumerate(questions)]


def _counted(name: str, question: Question, answers: Sequence[Answer]) -> dict[str, Any]:
    said = [(each.person, each.payload[name]) for each in answers if name in each.payload]
    result: dict[str, Any] = {"words": question["words"], "type": question["type"], "answered": len(said)}
    if question["type"] == "text":
        return {**result, "texts": [{"person": person, "words": words} for person, words in said]}
    counts = Counter(each for _person, value in said for each in (value if isinstance(value, list) else [value]))
    if question["type"] == "scale":
        labels: Sequence[tuple[int, str]] = [(value, str(value)) for value in range(SCALE[0], SCALE[1] + 1)]
        total = sum(value for _person, value in said)
        result["mean"] = round(total / len(said), 2) if said else None
    else:
        labels = list(enumerate(question["options"]))
    rows = [
        {"label": label, "count": counts[value], "percent": round(100 * counts[value] / len(said)) if said else 0}
        for value, label in labels
    ]
    return {**result, "rows": rows}


def table(questions: Sequence[Question], answers: Iterable[Answer]) -> tuple[list[str], list[list[Any]]]:
    """Write the answers as a table: a column for each question, with the words of what was chosen."""
    heads = [question["words"] for question in questions]
    rows = [
        [_words(question, each.payload.get(f"q{place}")) for place, question in enumerate(questions)]
        for each in answers
    ]
    return heads, rows


def _words(question: Question, value: Any) -> str:
    if value is None:
        return ""
    if question["type"] in ("one", "several"):
        places = value if isinstance(value, list) else [value]
        return "; ".join(question["options"][place] for place in places)
    return str(value)
