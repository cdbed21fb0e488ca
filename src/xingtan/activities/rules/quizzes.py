"""Quizzes: what was answered to each question of each problem, and how many answered what."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from xingtan.activities.registry.answers import Answer, gettext_noop

MOST_PROBLEMS = 40
MOST_WORDS = 30
CHOICES = ("single", "multiple", "dropdown")
Problem = Mapping[str, Any]


def faults(problems: Sequence[Any]) -> list[str]:
    """Say what is wrong with these problems, or with what names them."""
    if not problems or len(problems) > MOST_PROBLEMS:
        return [gettext_noop("A quiz has at least one question, and not more than forty.")]
    return []


def wanted(config: Mapping[str, Any]) -> list[dict[str, str]]:
    """List the problems of courses that are only named yet, by course and key: a plan holds nothing else of them."""
    return [dict(each) for each in config.get("wanted", ())]


def planned(config: Mapping[str, Any], course: str) -> dict[str, Any]:
    """Give what a plan keeps: questions written on the spot whole, problems of courses by name alone.

    A plan is read by people who may not see these problems.
    """
    named = [name for each in config["problems"] if (name := _name(each, course))]
    written = [each for each in config["problems"] if _name(each, course) is None]
    return {**config, "problems": written, "wanted": [*named, *wanted(config)]}


def laid(config: Mapping[str, Any], course: str, found: Mapping[str, Problem]) -> dict[str, Any]:
    """Put the problems of this course in place of their names; what is not found stays named, and is to be chosen.

    :param found: the problems of the course, by key
    """
    names = wanted(config)
    there = [found[each["key"]] for each in names if each["course"] == course and each["key"] in found]
    left = [each for each in names if each["course"] != course or each["key"] not in found]
    kept = {name: value for name, value in config.items() if name != "wanted"}
    return {**kept, "problems": [*there, *config["problems"]], **({"wanted": left} if left else {})}


def moved(config: Mapping[str, Any], course: str, to: str) -> dict[str, Any]:
    """Give the config for a class of another course: whose problems they are stands beside them, so they count in none other."""
    if course == to:
        return dict(config)
    return {**config, "problems": [_moved(each, course, to) for each in config["problems"]]}


def _name(problem: Problem, course: str) -> dict[str, str] | None:
    if problem["key"]:
        return {"course": course, "key": problem["key"]}
    return dict(problem["from"]) if "from" in problem else None


def _moved(problem: Problem, course: str, to: str) -> dict[str, Any]:
    name = _name(problem, course)
    if name is None:
        return dict(problem)
    plain = {each: value for each, value in problem.items() if each != "from"}
    return {**plain, "key": name["key"]} if name["course"] == to else {**plain, "key": "", "from": name}


def questions_in(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """List the questions of a problem."""
    return [part["question"] for part in data.get("parts", ()) if "question" in part]


def field_of(place: int, question: Mapping[str, Any]) -> str:
    """Name the field of a question."""
    return f"p{place}-{question['id']}"


def given(payload: Mapping[str, Any], place: int, data: Mapping[str, Any]) -> dict[str, Any]:
    """Read what was answered to the questions of one problem; what was not answered is not in it."""
    found: dict[str, Any] = {}
    for question in questions_in(data):
        said = payload.get(field_of(place, question))
        values = said if isinstance(said, list) else [said]
        words = [each for each in values if isinstance(each, str) and each.strip() and "\0" not in each]
        if words:
            found[question["id"]] = sorted(set(words)) if question["type"] == "multiple" else words[-1]
    return found


def fold(problems: Sequence[Problem], answers: Iterable[Answer]) -> dict[str, Any]:
    """Count what was answered to each question, and how the points are spread."""
    listed = list(answers)
    possible = sum(float(each.get("possible", 0)) for each in problems)
    shares = [float(each.score) / possible for each in listed if each.score is not None and possible]
    spread = Counter(min(int(share * 5), 4) for share in shares)
    return {
        "questions": [each for place, problem in enumerate(problems) for each in _questions(place, problem, listed)],
        "answered": len(listed),
        "mean": round(100 * sum(shares) / len(shares)) if shares else None,
        "spread": [{"low": 20 * fifth, "high": 20 * fifth + 20, "count": spread[fifth]} for fifth in range(5)],
        "possible": possible,
    }


def _questions(place: int, problem: Problem, answers: Sequence[Answer]) -> Iterator[dict[str, Any]]:
    for question in questions_in(problem["data"]):
        said = [each.payload["given"].get(str(place), {}).get(question["id"]) for each in answers]
        marks = [each.payload["marks"].get(str(place), {}).get(question["id"]) for each in answers]
        there = [each for each in said if each is not None]
        right = sum(1 for each in marks if each == "1")
        yield {
            "title": problem.get("title", ""),
            "label": question.get("label", ""),
            "type": question["type"],
            "answered": len(there),
            "right": right,
            "percent_right": round(100 * right / len(answers)) if answers else 0,
            "rows": list(_rows(question, there)),
        }


def _rows(question: Mapping[str, Any], said: Sequence[Any]) -> Iterator[dict[str, Any]]:
    counts = Counter(each for value in said for each in (value if isinstance(value, list) else [value]))
    if question["type"] not in CHOICES:
        # Words and numbers as they were typed, the most frequent first; which are right, the marks say.
        for words, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:MOST_WORDS]:
            yield {"html": "", "words": words, "count": count, "percent": _percent(count, said), "is_right": False}
        return
    for option in question["options"]:
        count = counts[option["id"]]
        yield {
            "html": option["html"],
            "words": "",
            "count": count,
            "percent": _percent(count, said),
            "is_right": bool(option.get("correct")),
        }


def _percent(count: int, said: Sequence[Any]) -> int:
    return round(100 * count / len(said)) if said else 0
