"""From where the problems of a quiz are taken: from the course of its class, or in a plan by name from several courses."""

from collections.abc import Sequence
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from xingtan.activities.queries import problems
from xingtan.activities.rules import quizzes
from xingtan.authoring import public as authoring

Choices = list[tuple[str, Any]]
Chosen = tuple[list[dict[str, Any]], list[dict[str, str]]]


class Shelf(Protocol):
    """What there is to choose from."""

    def choices(self) -> Choices:
        """List the problems."""
        ...

    def kept_words(self) -> Any:
        """Say what is in the quiz that cannot be listed here, and may stay; nothing if there is none."""
        ...

    def chosen(self, said: Sequence[str], *, keeps: bool) -> Chosen:
        """Give the problems that were chosen, whole, and those that are only named."""
        ...


class ClassShelf:
    """The problems of the course of a class, as the class has them."""

    def __init__(self, form: Any) -> None:
        self.version = authoring.version_of(form.run) if form.run is not None else None
        self.listed = problems.listed(self.version)
        self.wanted = quizzes.wanted(form.was)
        # Of another course, copied with the quiz; or of this one, and no longer to be listed.
        self.others = [each for each in form.was.get("problems", ()) if _is_other(each, self.listed)]
        course = str(form.run.course.uid) if form.run is not None else ""
        if course and self.wanted and form.data.get("problems") is None:
            here = [each["key"] for each in self.wanted if each["course"] == course]
            form.initial["problems"] = [*form.initial.get("problems", ()), *here]

    def choices(self) -> Choices:
        """List the problems of the course."""
        return list(self.listed.items())

    def kept_words(self) -> Any:
        """Say how many are of another course, or are asked for by a plan and not chosen yet."""
        if self.wanted:
            return _("Problems are still to be chosen: go on asking for them. Without this mark they are left out.")
        count = len(self.others)
        words = ngettext(
            "Keep %(count)d problem that this course does not have",
            "Keep %(count)d problems that this course does not have",
            count,
        )
        return words % {"count": count} if count else ""

    def chosen(self, said: Sequence[str], *, keeps: bool) -> Chosen:
        """Give those chosen whole; once some are, no plan asks for others any more."""
        found = problems.problems_in(self.version, said)
        asked = [*(self.others if keeps else ()), *(found[key] for key in said if key in found)]
        return asked, self.wanted if keeps and not found else []


class PlanShelf:
    """Problems of the courses that who plans teaches or assists; of others only how many there are."""

    def __init__(self, form: Any) -> None:
        planner: problems.Planner = form.planner
        self.asked = planner.course or str(form.data.get("course", ""))
        self.wanted = quizzes.wanted(form.was)
        sent = form.data.getlist("problems") if hasattr(form.data, "getlist") else ()
        said = [each for each in map(name_in, (*sent, *form.initial.get("problems", ()))) if each]
        # A file is taken at its word: a name opens nothing to who may not see what it names.
        self.read = said if planner.is_reading else []
        uids = [self.asked, *(each["course"] for each in (*self.wanted, *said))]
        self.shelves = {} if planner.is_reading else problems.shelves_for(planner, uids)
        # What may not be seen here is kept without a word of what it is.
        self.hidden = [each for each in self.wanted if each["course"] not in self.shelves]
        self.gone = [
            each
            for each in self.wanted
            if each["course"] in self.shelves and each["key"] not in self.shelves[each["course"]][1]
        ]
        if not planner.is_reading:
            self._ask_for_course(form, planner)

    def _ask_for_course(self, form: Any, planner: problems.Planner) -> None:
        courses = {str(each.uid): str(each.title) for each in problems.courses_to_plan(planner.person)}
        courses |= {uid: title for uid, (title, _shelf) in self.shelves.items()}
        if not courses:
            return
        is_empty = self.asked in self.shelves and not self.shelves[self.asked][1]
        words = _("Choose the course, then press “List its problems”. What you wrote stays.")
        form.fields["course"] = forms.ChoiceField(
            label=_("Choose problems of a course"),
            required=False,
            choices=[("", "—"), *courses.items()],
            initial=self.asked,
            help_text=_("This course has no problem that can be asked. Choose another one.") if is_empty else words,
        )
        form.order_fields(["title", "questions", "course", "problems", "keeps"])

    def choices(self) -> Choices:
        """List the problems, course by course, and those in the plan that their course has no longer."""
        found: Choices = [
            (title, [(named({"course": uid, "key": key}), words) for key, words in shelf.items()])
            for uid, (title, shelf) in self.shelves.items()
            if shelf
        ]
        if self.gone:
            words = gettext("A problem that the course has no longer")
            found.append((gettext("Not found"), [(named(each), words) for each in self.gone]))
        found += [(named(each), named(each)) for each in self.read]
        return found

    def kept_words(self) -> Any:
        """Say how many are of courses that cannot be seen here."""
        count = len(self.hidden)
        words = ngettext(
            "Keep %(count)d problem of a course that you do not teach",
            "Keep %(count)d problems of courses that you do not teach",
            count,
        )
        return words % {"count": count} if count else ""

    def chosen(self, said: Sequence[str], *, keeps: bool) -> Chosen:
        """Give all by name: a plan holds no problem of a course."""
        names = [each for each in map(name_in, said) if each]
        return [], [*(self.hidden if keeps else ()), *names]


def named(name: dict[str, str]) -> str:
    """Write the name of a problem as a form sends it."""
    return f"{name['course']}/{name['key']}"


def name_in(said: Any) -> dict[str, str] | None:
    """Read the name of a problem; nothing if it is none."""
    course, slash, key = str(said)[:200].partition("/")
    return {"course": course, "key": key} if slash and course and key else None


def _is_other(problem: Any, listed: Any) -> bool:
    if "asked" in problem["data"]:
        return False
    return not problem["key"] or problem["key"] not in listed
