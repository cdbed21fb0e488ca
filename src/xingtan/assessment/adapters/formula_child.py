"""The program of the child: reads one question a line, answers one verdict a line. Standard library and sympy only.

It is run by its path, alone, so that nothing of the house (no settings, no keys, no database) is in its memory.
"""

import json
import resource
import select
import signal
import sys
from typing import Any

import mpmath
import sympy

DIGITS = 40
# Past this a power is no number any more but a way to fill the memory.
LARGEST_LOGARITHM = 100_000
MOST_CPU_SECONDS = 600
IDLE_SECONDS = 900

FUNCTIONS: dict[str, tuple[Any, Any]] = {
    "sqrt": (mpmath.sqrt, sympy.sqrt),
    "cbrt": (mpmath.cbrt, sympy.real_root),
    "exp": (mpmath.exp, sympy.exp),
    "ln": (mpmath.ln, sympy.log),
    "log2": (lambda x: mpmath.log(x, 2), lambda x: sympy.log(x, 2)),
    "log10": (lambda x: mpmath.log(x, 10), lambda x: sympy.log(x, 10)),
    "abs": (abs, sympy.Abs),
    "re": (mpmath.re, sympy.re),
    "im": (mpmath.im, sympy.im),
    "conj": (mpmath.conj, sympy.conjugate),
    "factorial": (mpmath.factorial, sympy.factorial),
    "fact": (mpmath.factorial, sympy.factorial),
}
for name in [
    "sin",
    "cos",
    "tan",
    "sec",
    "csc",
    "cot",
    "asin",
    "acos",
    "atan",
    "sinh",
    "cosh",
    "tanh",
    "asinh",
    "acosh",
    "atanh",
]:
    FUNCTIONS[name] = (getattr(mpmath, name), getattr(sympy, name))
    FUNCTIONS[name.replace("a", "arc", 1) if name[0] == "a" else name] = FUNCTIONS[name]
FUNCTIONS["cbrt"] = (mpmath.cbrt, lambda x: sympy.real_root(x, 3))

CONSTANTS = {"pi": (mpmath.pi, sympy.pi), "e": (mpmath.e, sympy.E), "i": (mpmath.j, sympy.I), "j": (mpmath.j, sympy.I)}


class TooLate(Exception):
    """The time for this question is over."""


def main(megabytes: int, seconds: float) -> None:
    """Answer questions until the input ends."""
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    signal.signal(signal.SIGALRM, too_late)
    mpmath.mp.dps = DIGITS
    # A child that nobody needs gives its memory back; the parent starts another when it is asked again.
    while select.select([sys.stdin], [], [], IDLE_SECONDS)[0] and (line := sys.stdin.readline()):
        question = json.loads(line)
        if "ready" in question:
            verdict = "equal" if decide(WARMING) == "equal" else "unsure"
        else:
            # The parent waits a little longer, so that a slow question does not cost the child.
            signal.setitimer(signal.ITIMER_REAL, seconds * 0.8)
            verdict = decide(question)
            signal.setitimer(signal.ITIMER_REAL, 0)
        sys.stdout.write(json.dumps({"verdict": verdict}) + "\n")
        sys.stdout.flush()


def too_late(_signal: int, _frame: object) -> None:
    """Interrupt whatever is being computed."""
    raise TooLate


def decide(question: dict[str, Any]) -> str:
    """Compare first with many digits, then as symbols."""
    try:
        verdict = by_digits(question)
        return verdict if verdict != "unsure" else by_symbols(question)
    except (
        TooLate,
        MemoryError,
        RecursionError,
        ArithmeticError,
        ValueError,
        TypeError,
        NotImplementedError,
        AttributeError,
    ):
        return "unsure"


def by_digits(question: dict[str, Any]) -> str:
    """Compare at the points with forty digits, where ordinary numbers may have lost what matters."""
    agreed = usable = 0
    for point in question["points"]:
        try:
            expected = value(question["answer"], point)
            difference = abs(value(question["given"], point) - expected)
        except (ArithmeticError, ValueError):
            continue
        if not mpmath.isfinite(difference):
            continue
        usable += 1
        size = abs(expected)
        allowed = question["amount"] * size if question["is_relative"] else question["amount"]
        agreed += difference <= allowed + (size * mpmath.mpf("1e-9") or mpmath.mpf("1e-12"))
    if usable * 2 <= len(question["points"]):
        return "unsure"
    return "equal" if agreed == usable else "different"


def by_symbols(question: dict[str, Any]) -> str:
    """Simplify the difference, knowing of each variable what its range says."""
    names = {
        name: sympy.Symbol(name, real=True, positive=True if low > 0 else None)
        for name, (low, _high) in question["variables"].items()
    }
    difference = sympy.simplify(symbols(question["answer"], names) - symbols(question["given"], names))
    if difference == 0:
        return "equal"
    is_apart = difference.is_number and abs(difference.evalf(DIGITS)) > 1e-12
    return "different" if is_apart else "unsure"


def value(tree: list[Any], point: dict[str, float]) -> Any:
    """Work out the value of a tree at a point."""
    kind = tree[0]
    if kind == "number":
        return mpmath.mpf(tree[1])
    if kind == "name":
        return mpmath.mpf(point[tree[1]]) if tree[1] in point else +CONSTANTS[tree[1]][0]
    if kind == "call":
        inner = bounded(value(tree[2], point))
        return FUNCTIONS[tree[1]][0](inner)
    left = value(tree[1], point)
    if kind == "!":
        return mpmath.factorial(bounded(left))
    if len(tree) == 2:
        return -left
    right = value(tree[2], point)
    if kind == "^":
        if left != 0 and abs(right) * (abs(mpmath.log(abs(left))) + 1) > LARGEST_LOGARITHM:
            raise OverflowError
        return left**right
    return left + right if kind == "+" else left * right if kind == "*" else left / right


def bounded(number: Any) -> Any:
    """Refuse what would make a function work for minutes."""
    if abs(number) > LARGEST_LOGARITHM:
        raise OverflowError
    return number


def symbols(tree: list[Any], names: dict[str, Any]) -> Any:
    """Write a tree with symbols; numbers become exact fractions."""
    kind = tree[0]
    if kind == "number":
        return sympy.Rational(tree[1])
    if kind == "name":
        return names[tree[1]] if tree[1] in names else CONSTANTS[tree[1]][1]
    if kind == "call":
        return FUNCTIONS[tree[1]][1](symbols(tree[2], names))
    left = symbols(tree[1], names)
    if kind == "!":
        return sympy.factorial(left)
    if len(tree) == 2:
        return -left
    right = symbols(tree[2], names)
    if kind == "^":
        if right.is_number and abs(right.evalf()) > 1000:
            raise OverflowError
        return left**right
    return left + right if kind == "+" else left * right if kind == "*" else left / right


WARMING = {
    "answer": ["^", ["+", ["name", "x"], ["number", "1"]], ["number", "2"]],
    "given": [
        "+",
        ["^", ["name", "x"], ["number", "2"]],
        ["+", ["*", ["number", "2"], ["name", "x"]], ["number", "1"]],
    ],
    "points": [],
    "variables": {"x": [1, 2]},
    "amount": 0,
    "is_relative": True,
}

if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
