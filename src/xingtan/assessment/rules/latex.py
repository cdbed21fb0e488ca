"""Writes a tree of mathematics as LaTeX, so that a page can show how an answer was read."""

import re

from xingtan.assessment.rules.expression import type_tree

_GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega "
    "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega".split()
)
_NAMED = frozenset("sin cos tan sec csc cot sinh cosh tanh ln exp arcsin arccos arctan".split())
# How tightly each holds together; what is looser than its surroundings gets parentheses.
_TIGHTNESS = {"+": 1, "-": 2, "*": 2, "/": 5, "^": 4, "!": 4}
_ATOM = 5


def latex(tree: type_tree) -> str:
    """Write the tree as LaTeX."""
    kind = tree[0]
    if kind == "number":
        return _number(tree[1])
    if kind == "name":
        return _name(tree[1])
    if kind == "call":
        return _call(tree[1], tree[2])
    if kind == "+":
        left, right = tree[1], tree[2]
        if right[0] == "-":
            return f"{latex(left)} - {_inside(right[1], 2)}"
        return f"{latex(left)} + {latex(right)}"
    if kind == "-":
        return f"-{_inside(tree[1], 2)}"
    if kind == "*":
        return rf"{_inside(tree[1], 2)} \cdot {_inside(tree[2], 3)}"
    if kind == "/":
        return rf"\frac{{{latex(tree[1])}}}{{{latex(tree[2])}}}"
    if kind == "!":
        return f"{_inside(tree[1], _ATOM)}!"
    # A fraction is written as one thing, but not as the base of a power.
    return f"{_inside(tree[1], _ATOM + (tree[1][0] == '/'))}^{{{latex(tree[2])}}}"


def _inside(tree: type_tree, least: int) -> str:
    """Write a part, in parentheses if it would fall apart in its surroundings."""
    written = latex(tree)
    return rf"\left({written}\right)" if _TIGHTNESS.get(tree[0], _ATOM) < least else written


def _number(text: str) -> str:
    mantissa, sign, exponent = text.lower().partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if sign else mantissa


def _name(name: str) -> str:
    bare = name.rstrip("'")
    primes = name[len(bare) :]
    stem, _, below = bare.partition("_")
    found = re.fullmatch(r"([A-Za-z]+)(\d+)", stem)
    if found and not below:
        stem, below = found[1], found[2]
    if stem in _GREEK:
        stem = f"\\{stem}"
    elif len(stem) > 1:
        stem = rf"\mathrm{{{stem}}}"
    below = below.replace("_", "")
    return stem + (rf"_{{{below}}}" if below else "") + primes


def _call(function: str, inner: type_tree) -> str:
    written = latex(inner)
    if function == "sqrt":
        return rf"\sqrt{{{written}}}"
    if function == "cbrt":
        return rf"\sqrt[3]{{{written}}}"
    if function == "abs":
        return rf"\left|{written}\right|"
    if function.startswith("log"):
        return rf"\log_{{{function[3:]}}}\left({written}\right)"
    return (f"\\{function}" if function in _NAMED else rf"\mathrm{{{function}}}") + rf"\left({written}\right)"
