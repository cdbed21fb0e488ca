"""Quiz: problems of the course or written on the spot, judged by the rules of assessment."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingtan.activities.forms.quizzes import QuizForm
from xingtan.activities.queries.problems import Held, problems_in
from xingtan.activities.registry import kinds
from xingtan.activities.registry.answers import Answer, Unfit, gettext_noop
from xingtan.activities.registry.sheets import Sheet
from xingtan.activities.rules import quizzes
from xingtan.assessment import public as assessment
from xingtan.authoring import public as authoring
from xingtan.authoring.registry import references
from xingtan.kernel import files, prose

RIGHT = frozenset({"is_right", "right", "percent_right", "mean", "spread"})
CONTROLS = {"single": "radio", "multiple": "checkbox", "dropdown": "radio"}


class Quiz(kinds.Kind):
    """Problems to answer; the last answer counts, and what is right is seen with the results."""

    name = "quiz"
    label = _("Quiz")
    about = _("Questions with right answers, of the course or your own. You say when the results are seen.")
    order = 14
    asks_alike = True
    tells = True
    form = QuizForm

    def check(self, config: Mapping[str, Any]) -> list[str]:
        """Say what is wrong with the problems."""
        return quizzes.faults([*config["problems"], *quizzes.wanted(config)])

    def wants(self, config: Mapping[str, Any]) -> str:
        """Ask for problems where a plan named some that this class does not have."""
        return (
            gettext_noop("Its plan names problems that this class does not have. Choose problems first.")
            if quizzes.wanted(config)
            else ""
        )

    def planned(self, config: Mapping[str, Any], run: Any) -> dict[str, Any]:
        """Keep problems of courses by name alone."""
        return quizzes.planned(config, str(run.course.uid))

    def laid(self, config: Mapping[str, Any], run: Any) -> dict[str, Any]:
        """Take the problems of this course as the class has them now."""
        course = str(run.course.uid)
        keys = [each["key"] for each in quizzes.wanted(config) if each["course"] == course]
        version = authoring.version_of(run) if keys else None
        return quizzes.laid(config, course, problems_in(version, keys))

    def moved(self, config: Mapping[str, Any], run: Any, to: Any) -> dict[str, Any]:
        """Keep the problems, and whose they are."""
        return quizzes.moved(config, str(run.course.uid), str(to.course.uid))

    def take(self, payload: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
        """Judge and keep the answers; what was left out earns nothing."""
        given: dict[str, Any] = {}
        marks: dict[str, Any] = {}
        total = Decimal(0)
        for place, each in enumerate(config["problems"]):
            said = quizzes.given(payload, place, each["data"])
            if not said:
                continue
            judged = assessment.judge(assessment.problem_of(Held(_bare(each["data"]))), said)
            if judged.unreadable:
                raise Unfit("%(why)s", why=" ".join(judged.unreadable.values()))
            given[str(place)] = said
            marks[str(place)] = {name: f"{share.normalize():f}" for name, share in judged.marks.items()}
            total += judged.score
        if not given:
            raise Unfit(gettext_noop("Answer at least one question first."))
        return {"given": given, "marks": marks, "points": f"{total:f}"}

    def score(self, payload: Mapping[str, Any], config: Mapping[str, Any]) -> Decimal | None:
        """Give the points that were earned."""
        return Decimal(payload["points"])

    def fold(self, config: Mapping[str, Any], answers: Sequence[Answer], moves: kinds.Moves) -> Any:
        """Count what was answered."""
        return quizzes.fold(config["problems"], answers)

    def results_of_course(
        self, config: Mapping[str, Any], answers: Sequence[Answer]
    ) -> dict[int, dict[str, tuple[Decimal, Decimal]]]:
        """Give what each earned in the problems that are the course's own."""
        own = {str(place): each for place, each in enumerate(config["problems"]) if each["key"]}
        problems = {place: assessment.problem_of(Held(_bare(each["data"]))) for place, each in own.items()}
        found: dict[int, dict[str, tuple[Decimal, Decimal]]] = {}
        for answer in answers:
            for place, said in answer.payload["given"].items():
                if place in own:
                    judged = assessment.judge(problems[place], said)
                    found.setdefault(answer.person, {})[own[place]["key"]] = (judged.score, judged.possible)
        return found

    def student(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the questions, with what was answered; what is right once results are shown and it is closed."""
        is_told = sheet.results is not None and sheet.is_over
        problems = [
            _shown(place, each, sheet, is_told=is_told) for place, each in enumerate(sheet.activity.config["problems"])
        ]
        points = sheet.own[-1].score if sheet.own and is_told else None
        return self.draw(
            request, "student", sheet, problems=problems, is_told=is_told, points=points, possible=_possible(sheet)
        )

    def asked(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the questions and what there is to choose from."""
        config = sheet.activity.config
        problems = [_shown(place, each, sheet, is_told=False) for place, each in enumerate(config["problems"])]
        return self.draw(request, "asked", sheet, problems=problems)

    def results(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw how many answered what; what is right, only once no more answers are taken."""
        return self.draw(request, "results", sheet, is_told=sheet.is_over or sheet.is_lead, questions=_drawn(sheet))

    def own(self, payload: Mapping[str, Any], *, is_told: bool) -> dict[str, Any]:
        """Give what was answered; how it was judged only once nobody can answer better for it."""
        return dict(payload) if is_told else {"given": payload.get("given", {})}

    def told(self, sheet: Sheet) -> Any:
        """Give how many answered what; what is right, only once no more answers are taken."""
        if sheet.is_lead or sheet.is_over:
            return super().told(sheet)
        return kinds.told(sheet.results, RIGHT)

    def table(self, sheet: Sheet) -> tuple[list[str], list[list[Any]]]:
        """Write the answers: a column for each question."""
        asked = [
            (str(place), question)
            for place, each in enumerate(sheet.activity.config["problems"])
            for question in quizzes.questions_in(each["data"])
        ]
        heads = [prose.plain(question.get("label", "")) or gettext("Question") for _place, question in asked]
        rows = [
            [_words(question, each.payload["given"].get(place, {}).get(question["id"])) for place, question in asked]
            for each in sheet.answers
        ]
        return heads, rows


def _bare(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "asked"}


def _html(text: str) -> SafeString:
    return prose.formulas(references.resolve(text, files.address) if "file:" in text else text)


def _shown(place: int, problem: Mapping[str, Any], sheet: Sheet, *, is_told: bool) -> dict[str, Any]:
    parts = [
        {"question": _asked(place, part["question"], sheet, is_told=is_told)}
        if "question" in part
        # A gap in a text is asked below it here.
        else {"html": _html(part.get("html", "").replace("[[q:", "[").replace("]]", "]"))}
        for part in problem["data"].get("parts", ())
    ]
    return {"title": problem.get("title", ""), "parts": parts}


def _asked(place: int, question: Mapping[str, Any], sheet: Sheet, *, is_told: bool) -> dict[str, Any]:
    name = quizzes.field_of(place, question)
    if sheet.broken:
        said = sheet.typed.get(name, "")
    else:
        said = sheet.mine.get("given", {}).get(str(place), {}).get(question["id"], "")
    on = set(said if isinstance(said, list) else [said])
    mark = sheet.mine.get("marks", {}).get(str(place), {}).get(question["id"]) if is_told and sheet.own else None
    return {
        "name": name,
        "label": _html(question.get("label", "")),
        "control": CONTROLS.get(question["type"], "text"),
        "value": said if isinstance(said, str) else "",
        "verdict": "" if mark is None else "right" if mark == "1" else "wrong",
        "options": [
            {
                "id": option["id"],
                "html": _html(option["html"]),
                "on": option["id"] in on,
                "state": ("right" if option.get("correct") else "wrong" if option["id"] in on else "")
                if is_told
                else "",
            }
            for option in question.get("options", ())
        ],
    }


def _drawn(sheet: Sheet) -> list[dict[str, Any]]:
    return [
        {
            **each,
            "label": _html(each["label"]),
            "rows": [{**row, "html": _html(row["html"]) if row["html"] else row["words"]} for row in each["rows"]],
        }
        for each in sheet.results["questions"]
    ]


def _possible(sheet: Sheet) -> Decimal:
    return sum((Decimal(each["possible"]) for each in sheet.activity.config["problems"]), Decimal(0))


def _words(question: Mapping[str, Any], said: Any) -> str:
    if said is None:
        return ""
    names: dict[str, str] = {option["id"]: prose.plain(option["html"]) for option in question.get("options", ())}
    return "; ".join(str(names.get(each, each)) for each in (said if isinstance(said, list) else [said]))


kinds.register(Quiz())
