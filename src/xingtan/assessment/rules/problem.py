"""What a problem is: the data that every importer and editor writes, and what is read from it.

A problem is one JSON object. Every field that is not marked *must* may be left out.

    {
      "parts": [ {"html": "<p>…</p>"} | {"question": {…}} , … ],   what is shown, in order
      "hints": ["html", …],            given one by one, when asked for
      "explanation": "html",           shown with the answer
      "weight": 1,                     points of the whole problem; left out: the sum of its questions' points
      "max_attempts": null,            or a number from 1
      "show_answer": "finished",       always · attempted · correct · finished · closed · past_due · correct_or_past_due
                                       · all_attempts · all_attempts_or_correct · never  (see `show.py`)
      "show_reset": false,             may the learner clear the answer and begin again (used attempts stay used)
      "shuffle": false,                options in another order for each learner
      "ungraded": "reason",            shown and kept, never judged, worth nothing (for example: it needs course Python)
      "source": "<problem>…",          the original text of such a problem, kept whole
      "in": {"zh-hans": {…}}           the same texts in another language, see below
    }

A question:

    "id"            must; letters, digits, `_` and `-`; unique in the problem; stable across versions
    "type"          must; single · multiple · dropdown · numeric · text · formula
    "label"         html; what is asked
    "help"          html; a remark below the label
    "points"        1; its share of the problem's points
    "suffix"        text after the field, such as a fixed unit
    "inline"        true: it is not shown where it stands, but where some part's html says `[[q:ID]]` (a gap in a text or table)
    "feedback_right", "feedback_wrong"   html

    single, multiple, dropdown:
    "options"       must; [{"id", "html", "correct": false, "share": 0.5, "feedback": html, "feedback_unchosen": html, "fixed": false}]
                    `share` (single, dropdown): this wrong option still earns that share, 0 to 1; `fixed` keeps its place when shuffled
    "partial"       multiple only: none · half (one mistake costs half, two three quarters; Open edX "halves") · each (each decision counts; "EDC")
    "combined"      multiple only: [{"chosen": ["a", "c"], "html": feedback when exactly these are chosen}]

    numeric:        one of `answer` and `range` must be there
    "answer"        text; a number or an expression without variables: "9.81", "2/3", "3*10^4", "sqrt(2)"
    "tolerance"     text; "0.01" (absolute) or "5%" (of the answer); left out: the two must be equal but for rounding (1e-9)
    "range"         [lo, hi] with both ends, or text with open ends: "[5, 7)"
    "accept"        [text]; further right answers
    "units"         {"m": 1, "cm": 0.01}; a typed value is multiplied by its unit's number, then compared
    "unit_optional" false; true: a value without unit is taken as it is
    "prefixes"      false; true: SI prefixes may stand before every unit (km, µm)
    "nearly"        [text]; answers that earn `nearly_share` (0.5)
    "nearly_range"  number > 1: within so many times the tolerance also earns `nearly_share`

    text:           one of `accept` and `patterns` must be there
    "accept"        [text]; right answers
    "patterns"      [regular expression]; each must match the whole answer
    "answer"        text; what is shown as the answer when it is not the first of `accept`
    "ignore_case"   true
    "rows"          1; above 1 a field of several lines
    "remarks"       [{"match": text or regular expression when "pattern": true, "html": feedback for that answer}]

    formula:
    "answer"        must; an expression
    "variables"     {"x": [lo, hi]}; where the two are compared, `lo` ≤ `hi`; every name used in `answer`
    "samples"       10; number of points compared
    "tolerance"     as above; left out: "0.01%"
    "ignore_case"   false; true: X is x

`in` holds, for each language, `hints`, `explanation` and `parts` with the texts only: html parts by their position,
questions by `id`, options by `id`. What is right cannot differ between languages, but `accept`, `patterns` and `remarks`
given there count in addition, whatever language the page is in.

All html is cleaned where the problem enters the house and trusted afterwards; `map_html` reaches every piece of it.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

LONGEST_TEXT = 1_000
LONGEST_HTML = 200_000
LONGEST_SOURCE = 2_000_000
LONGEST_PATTERN = 500
MOST_PARTS = 400
MOST_OPTIONS = 200
MOST_LISTED = 200
MOST_VARIABLES = 20
MOST_SAMPLES = 100


class ShowAnswer(StrEnum):
    """When the right answer may be seen."""

    ALWAYS = "always"
    ATTEMPTED = "attempted"
    CORRECT = "correct"
    FINISHED = "finished"
    CLOSED = "closed"
    PAST_DUE = "past_due"
    CORRECT_OR_PAST_DUE = "correct_or_past_due"
    ALL_ATTEMPTS = "all_attempts"
    ALL_ATTEMPTS_OR_CORRECT = "all_attempts_or_correct"
    NEVER = "never"


class Partial(StrEnum):
    """What a partly right choice of several options earns."""

    NONE = "none"
    HALF = "half"
    EACH = "each"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a value may lie from the answer: an amount, or a share of the answer."""

    amount: float
    is_relative: bool

    def around(self, answer: float) -> float:
        """Say how far from this answer a value may lie."""
        return self.amount * abs(answer) if self.is_relative else self.amount


@dataclass(frozen=True, slots=True)
class Span:
    """A range of right values."""

    low: float
    high: float
    has_low: bool = True
    has_high: bool = True

    def holds(self, value: float) -> bool:
        """Test whether the value lies in the range."""
        above = value >= self.low if self.has_low else value > self.low
        below = value <= self.high if self.has_high else value < self.high
        return above and below


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things to choose from."""

    id: str
    html: str
    is_correct: bool = False
    share: Decimal = Decimal(0)
    feedback: str = ""
    feedback_unchosen: str = ""
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Feedback for one particular answer."""

    match: str
    html: str
    is_pattern: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every question has."""

    id: str
    type: str
    label: str = ""
    help: str = ""
    points: Decimal = Decimal(1)
    suffix: str = ""
    is_inline: bool = False
    feedback_right: str = ""
    feedback_wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceQuestion(Question):
    """Choose one (radio buttons or a dropdown), or several."""

    options: tuple[Option, ...]
    partial: Partial = Partial.NONE
    combined: tuple[tuple[frozenset[str], str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericQuestion(Question):
    """Type a number, perhaps with a unit."""

    answer: str = ""
    tolerance: Tolerance | None = None
    span: Span | None = None
    accept: tuple[str, ...] = ()
    units: dict[str, float] = field(default_factory=dict)
    is_unit_optional: bool = False
    has_prefixes: bool = False
    nearly: tuple[str, ...] = ()
    nearly_range: float | None = None
    nearly_share: Decimal = Decimal("0.5")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuestion(Question):
    """Type some words."""

    answer: str = ""
    accept: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    ignores_case: bool = True
    rows: int = 1
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaQuestion(Question):
    """Type an expression; it is compared as mathematics."""

    answer: str
    variables: dict[str, tuple[float, float]] = field(default_factory=dict)
    samples: int = 10
    tolerance: Tolerance = Tolerance(0.0001, is_relative=True)
    ignores_case: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A whole problem: prose and questions in their order, and how it is treated."""

    parts: tuple[str | Question, ...]
    hints: tuple[str, ...] = ()
    explanation: str = ""
    weight: Decimal | None = None
    max_attempts: int | None = None
    show_answer: ShowAnswer = ShowAnswer.FINISHED
    has_reset: bool = False
    is_shuffled: bool = False
    ungraded: str = ""
    source: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions, in their order."""
        return tuple(part for part in self.parts if isinstance(part, Question))

    @property
    def possible(self) -> Decimal:
        """The points one can earn here."""
        if self.ungraded or not self.questions:
            return Decimal(0)
        if self.weight is not None:
            return self.weight
        return sum((question.points for question in self.questions), Decimal(0))
