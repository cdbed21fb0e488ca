"""Which elements of capa XML mean what."""

from __future__ import annotations

CHOICES = frozenset({"multiplechoiceresponse", "truefalseresponse", "choiceresponse"})
JUDGED = CHOICES | {"optionresponse", "numericalresponse", "stringresponse", "formularesponse"}
"""Responses that can be judged here."""

FIELDS = frozenset({"choicegroup", "radiogroup", "checkboxgroup", "optioninput", "textline", "formulaequationinput"})
"""Inputs that can be answered here."""

ELSEWHERE_JUDGED = frozenset(
    {
        "annotationresponse",
        "chemicalresponse",
        "choicetextresponse",
        "coderesponse",
        "customresponse",
        "externalresponse",
        "imageresponse",
        "javascriptresponse",
        "jsmeresponse",
        "schematicresponse",
        "symbolicresponse",
    }
)
FOREIGN_INPUTS = frozenset(
    {
        "annotationinput",
        "annotationoption",
        "chemicalequationinput",
        "choicetextgroup",
        "checkboxtextgroup",
        "codeinput",
        "crystallography",
        "designprotein2dinput",
        "drag_and_drop_input",
        "editageneinput",
        "editamoleculeinput",
        "filesubmission",
        "imageinput",
        "javascriptinput",
        "jsinput",
        "matlabinput",
        "radiotextgroup",
        "schematic",
        "textbox",
        "vsepr_input",
    }
)
ASIDE = frozenset(
    {
        "additional_answer",
        "answer",
        "compoundhint",
        "correcthint",
        "demandhint",
        "hintgroup",
        "optionhint",
        "regexphint",
        "responseparam",
        "stringequalhint",
        "choicehint",
        "targetedfeedbackset",
        "targetedfeedback",
        "codeparam",
        "jsdrop",
    }
)
"""What is not shown with the question."""

SHOW_ANSWER = {
    "always": "always",
    "answered": "correct",
    "attempted": "attempted",
    "attempted_no_past_due": "attempted",
    "closed": "closed",
    "finished": "finished",
    "correct_or_past_due": "correct_or_past_due",
    "past_due": "past_due",
    "never": "never",
    "after_all_attempts": "all_attempts",
    "after_all_attempts_or_correct": "all_attempts_or_correct",
    "after_attempts": "attempted",
}


def is_response(tag: str) -> bool:
    """Test whether an element judges an answer, known to us or not."""
    return tag in JUDGED or tag in ELSEWHERE_JUDGED or tag.endswith("response")
