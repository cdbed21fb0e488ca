"""Problems: each kind of response, in each way it is written, and those that cannot be judged here."""

from typing import Any

import pytest

from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.adapters.problem.reading import TOLD
from xingtan.federation.olx.tests.trees import block, read_unit, row


def problem(inside: str, attributes: str = "") -> dict[str, Any]:
    bundle = read_unit(f'<problem url_name="p" {attributes}>{inside}</problem>')
    assert block(bundle).kind == "problem"
    return block(bundle).data


def question(inside: str) -> dict[str, Any]:
    """Read a problem with one question and nothing else."""
    [part] = problem(inside)["parts"]
    found: dict[str, Any] = part["question"]
    assert found.pop("id") == "q1"
    return found


def test_one_choice() -> None:
    found = question(
        "<multiplechoiceresponse><label>Which?</label><description>Look well.</description>"
        '<choicegroup type="MultipleChoice" shuffle="true">'
        '<choice correct="true">A <b>fern</b><choicehint label="Yes">Good.</choicehint></choice>'
        '<choice correct="false" fixed="true">None of these</choice></choicegroup></multiplechoiceresponse>'
    )

    assert found == {
        "type": "single",
        "label": "Which?",
        "help": "Look well.",
        "options": [
            {"id": "a", "html": "A <b>fern</b>", "correct": True, "feedback": "<strong>Yes</strong> Good."},
            {"id": "b", "html": "None of these", "fixed": True},
        ],
    }


def test_choice_that_is_partly_right() -> None:
    found = question(
        '<multiplechoiceresponse partial_credit="points"><choicegroup><choice correct="true">1</choice>'
        '<choice correct="partial" point_value="0.25">2</choice><choice correct="partial">3</choice></choicegroup>'
        "</multiplechoiceresponse>"
    )

    assert [option.get("share") for option in found["options"]] == [None, 0.25, 0.5]


@pytest.mark.parametrize(("style", "partial"), [("EDC", "each"), ("halves", "half"), ("", None)])
def test_several_choices(style: str, partial: str | None) -> None:
    found = question(
        f'<choiceresponse partial_credit="{style}"><checkboxgroup><choice correct="true">1'
        '<choicehint selected="true">Right</choicehint><choicehint selected="false">Pity</choicehint></choice>'
        '<choice correct="false">2</choice><compoundhint value="A B">Both?</compoundhint></checkboxgroup></choiceresponse>'
    )

    assert found["type"] == "multiple"
    assert found.get("partial") == partial
    assert found["options"][0] == {
        "id": "a",
        "html": "1",
        "correct": True,
        "feedback": "Right",
        "feedback_unchosen": "Pity",
    }
    assert found["combined"] == [{"chosen": ["a", "b"], "html": "Both?"}]


@pytest.mark.parametrize(
    "options",
    [
        """<optioninput options="('red','a, b','it\\'s')" correct="a, b"/>""",
        """<optioninput options='("red","a, b","it&apos;s")' correct="a, b"/>""",
        (
            '<optioninput><option correct="False">red</option><option correct="True">a, b</option>'
            "<option correct='false'>it's</option></optioninput>"
        ),
    ],
)
def test_dropdown_in_both_ways_to_write_it(options: str) -> None:
    found = question(f"<optionresponse><label>Colour</label>{options}</optionresponse>")

    assert found["type"] == "dropdown"
    assert [(option["html"], option.get("correct", False)) for option in found["options"]] == [
        ("red", False),
        ("a, b", True),
        ("it's", False),
    ]


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ('answer="9.81"', {"answer": "9.81", "tolerance": "0.001%"}),
        ('answer="[5, 7)"', {"range": "[5, 7)"}),
        ('answer="3*10^4"', {"answer": "3*10^4", "tolerance": "0.001%"}),
    ],
)
def test_number(response: str, expected: dict[str, str]) -> None:
    found = question(
        f"<numericalresponse {response}><label>How much?</label><formulaequationinput/></numericalresponse>"
    )

    assert found == {"type": "numeric", "label": "How much?", **expected}


def test_number_with_everything() -> None:
    found = question(
        '<numericalresponse answer="10" partial_credit="close, list"><responseparam type="tolerance" default="5 %"/>'
        '<responseparam partial_answers="9, 8" partial_range="3"/><additional_answer answer="11"/>'
        '<correcthint>Well done</correcthint><textline size="5" label="How much?" trailing_text="m"/></numericalresponse>'
    )

    assert found == {
        "type": "numeric",
        "label": "How much?",
        "answer": "10",
        "tolerance": "5%",
        "accept": ["11"],
        "nearly": ["9", "8"],
        "nearly_range": 3.0,
        "feedback_right": "Well done",
        "suffix": "m",
    }


def test_words() -> None:
    found = question(
        '<stringresponse answer="Fern" type="ci"><additional_answer answer="Bracken"><correcthint>A common one</correcthint>'
        "</additional_answer><additional_answer>Polypody</additional_answer>"
        '<stringequalhint answer="moss">No</stringequalhint><regexphint answer="gr.*">Nor that</regexphint>'
        "<textline/></stringresponse>"
    )

    assert found == {
        "type": "text",
        "accept": ["Fern", "Bracken", "Polypody"],
        "ignore_case": True,
        "remarks": [
            {"match": "Bracken", "html": "A common one"},
            {"match": "moss", "html": "No"},
            {"match": "gr.*", "html": "Nor that", "pattern": True},
        ],
    }


def test_words_by_pattern() -> None:
    found = question('<stringresponse answer="f.rn" type="regexp"><textline/></stringresponse>')

    assert found == {"type": "text", "patterns": ["f.rn"], "ignore_case": False}


def test_words_in_the_oldest_way() -> None:
    found = question(
        '<stringresponse answer="a _or_ b"><textline/><hintgroup><stringhint answer="c" name="n"/>'
        '<hintpart on="n"><text>Hm</text></hintpart></hintgroup></stringresponse>'
    )

    assert found["accept"] == ["a", "b"]
    assert found["remarks"] == [{"match": "c", "html": "Hm"}]


def test_formula() -> None:
    found = question(
        '<formularesponse type="ci" samples="x,y@1,1:10,10#20" answer="x^2+y"><responseparam type="tolerance" '
        'default="0.1"/><formulaequationinput/></formularesponse>'
    )

    assert found == {
        "type": "formula",
        "answer": "x^2+y",
        "variables": {"x": [1, 10], "y": [1, 10]},
        "samples": 20,
        "tolerance": "0.1",
        "ignore_case": True,
    }


def test_paragraph_before_the_field_asks_where_nothing_else_does() -> None:
    data = problem(
        "<p>Ferns are old.</p><p>How <em>old</em>?</p>"
        '<numericalresponse answer="360"><textline/></numericalresponse><p>Millions of years.</p>'
    )

    assert [part.get("html", part.get("question", {}).get("label")) for part in data["parts"]] == [
        "<p>Ferns are old.</p>",
        "How <em>old</em>?",
        "<p>Millions of years.</p>",
    ]


def test_empty_paragraphs_do_not_part_the_question_from_its_field() -> None:
    data = problem('<p>How old?</p><p/><p> </p><stringresponse answer="x"><br/><textline/></stringresponse>')

    assert [part["question"]["label"] for part in data["parts"]] == ["How old?"]


def test_label_of_a_field_is_not_said_twice() -> None:
    data = problem('<p>How old?</p><stringresponse answer="x"><textline label="How old?"/></stringresponse>')

    assert [part["question"]["label"] for part in data["parts"]] == ["How old?"]


def test_questions_in_a_table_are_gaps() -> None:
    data = problem(
        "<table><tr><td>Bracken</td><td><optionresponse><optioninput options=\"('fern','moss')\" correct=\"fern\"/>"
        "</optionresponse></td></tr></table>"
    )

    table, asked = data["parts"]
    assert "<td>[[q:q1]]</td>" in table["html"]
    assert (asked["question"]["inline"], asked["question"]["label"]) == (True, "Bracken")


def test_field_in_a_sentence_is_a_gap() -> None:
    data = problem('<numericalresponse answer="2"><p>It has <textline label="Halves"/> halves.</p></numericalresponse>')

    assert data["parts"][0] == {"html": "<p>It has [[q:q1]] halves.</p>"}
    assert data["parts"][1]["question"]["label"] == "Halves"


def test_several_parts_keep_their_order() -> None:
    data = problem(
        '<text><p>One</p><stringresponse answer="1"><label>First</label><textline/></stringresponse><p>Two</p>'
        '<stringresponse answer="2"><label>Second</label><textline/></stringresponse></text>'
    )

    assert [part.get("html") or part["question"]["label"] for part in data["parts"]] == [
        "<p>One</p>",
        "First",
        "<p>Two</p>",
        "Second",
    ]
    assert [part["question"]["id"] for part in data["parts"] if "question" in part] == ["q1", "q2"]


def test_hints_and_explanations_are_taken_out() -> None:
    data = problem(
        '<stringresponse answer="1"><label>L</label><textline/><solution><p>Because</p></solution></stringresponse>'
        "<demandhint><hint>First</hint><hint><b>Second</b></hint></demandhint><solution><p>And so</p></solution>"
    )

    assert data["hints"] == ["First", "<b>Second</b>"]
    assert data["explanation"] == "<p>Because</p>\n<p>And so</p>"
    assert len(data["parts"]) == 1


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", {"show_answer": "finished"}),
        ('showanswer="answered"', {"show_answer": "correct"}),
        ('showanswer="after_all_attempts"', {"show_answer": "all_attempts"}),
        ('max_attempts="3" weight="2.0"', {"show_answer": "finished", "max_attempts": 3, "weight": 2}),
        ('max_attempts="" weight="0.5"', {"show_answer": "finished", "weight": 0.5}),
        ('show_reset_button="true"', {"show_answer": "finished", "show_reset": True}),
        ('max_attempts="null" markdown="null"', {"show_answer": "finished"}),
    ],
)
def test_treatment(attributes: str, expected: dict[str, Any]) -> None:
    data = problem('<stringresponse answer="1"><label>L</label><textline/></stringresponse>', attributes)

    assert {name: value for name, value in data.items() if name != "parts"} == expected


def test_treatment_is_inherited() -> None:
    inside = '<problem url_name="p"><stringresponse answer="1"><label>L</label><textline/></stringresponse></problem>'

    data = block(read_unit(inside, settings='showanswer="never" max_attempts="2"')).data

    assert (data["show_answer"], data["max_attempts"]) == ("never", 2)


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        (
            '<script type="loncapa/python">x = 1</script><p>Type one.</p><numericalresponse answer="$x"><textline/></numericalresponse>',
            reasons.PYTHON,
        ),
        (
            "<script>x = 1</script><p>Type one.</p><stringresponse answer='1'><textline/></stringresponse>",
            reasons.PYTHON,
        ),
        ("<p>Type one.</p><stringresponse answer='$x'><textline/></stringresponse>", reasons.PYTHON),
        ("<p>Type one.</p><customresponse cfn='f'><textline/></customresponse>", reasons.JUDGE_UNKNOWN),
        ("<p>Type one.</p><imageresponse><imageinput src='/static/a.png'/></imageresponse>", reasons.JUDGE_UNKNOWN),
        ("<p>Type one.</p><acmeresponse><textline/></acmeresponse>", reasons.JUDGE_UNKNOWN),
        ("<p>Type one.</p><numericalresponse answer='one'><textline/></numericalresponse>", reasons.DATA_FAULTY),
        ("<p>Type one.</p><multiplechoiceresponse><choicegroup/></multiplechoiceresponse>", reasons.DATA_FAULTY),
    ],
)
def test_problem_that_cannot_be_judged_is_kept_whole_and_shown(inside: str, reason: str) -> None:
    bundle = read_unit(f'<problem url_name="p">{inside}</problem>')

    data = block(bundle).data
    assert data["ungraded"] == TOLD[reason]
    assert "Type one." in data["parts"][0]["html"]
    assert data["source"].startswith('<problem url_name="p">')
    assert row(bundle, "problem · p")[0] == "unsupported"
    assert reason in row(bundle, "problem · p")[1].why


def test_options_of_a_problem_that_cannot_be_judged_can_be_read() -> None:
    data = problem(
        '<script type="loncapa/python">x</script><multiplechoiceresponse><label>Which?</label><choicegroup>'
        '<choice correct="true">$x<choicehint>h</choicehint></choice></choicegroup></multiplechoiceresponse>'
    )

    assert data["parts"] == [{"html": "<div><p>Which?</p><ul><li>$x</li></ul></div>"}]


def test_problem_without_a_question_is_a_text() -> None:
    bundle = read_unit('<problem url_name="p"><p>Only words</p></problem>')

    assert (block(bundle).kind, block(bundle).data) == ("text", {"html": "<p>Only words</p>"})


def test_script_of_the_browser_does_not_stop_the_judging() -> None:
    data = problem(
        '<script type="text/javascript">x()</script><stringresponse answer="1"><label>L</label><textline/></stringresponse>'
    )

    assert "ungraded" not in data


def test_pictures_in_problems_are_files() -> None:
    inside = '<problem url_name="p"><p><img src="/static/a.png" alt=""/></p><stringresponse answer="1"><label>L</label><textline/></stringresponse></problem>'

    bundle = read_unit(inside, {"static/a.png": b"x"})

    assert bundle.files["static/a.png"].reference in block(bundle).data["parts"][0]["html"]
