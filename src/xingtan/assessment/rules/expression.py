"""Reads mathematics as people type it into a small tree: a grammar of our own, which knows nothing but arithmetic.

A tree is nested lists (it travels as JSON): ["number", "1.5"] · ["name", "x"] · ["-", a] · ["+", a, b] · ["*", a, b] ·
["/", a, b] · ["^", a, b] · ["!", a] · ["call", "sin", a]. Whatever is not in the grammar is refused with words.
"""

import re
from collections.abc import Collection
from typing import Any

from xingtan.assessment.rules.signs import greek_as_names, plain_signs
from xingtan.assessment.rules.unreadable import Unreadable
from xingtan.assessment.rules.words import gettext_noop as _

type_tree = list[Any]

LONGEST = 500
DEEPEST = 40
TALLEST = 120

FUNCTIONS = frozenset(
    [
        "sqrt",
        "cbrt",
        "exp",
        "ln",
        "log2",
        "log10",
        "abs",
        "sin",
        "cos",
        "tan",
        "sec",
        "csc",
        "cot",
        "asin",
        "acos",
        "atan",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "asinh",
        "acosh",
        "atanh",
        "arcsinh",
        "arccosh",
        "arctanh",
        "factorial",
        "fact",
        "re",
        "im",
        "conj",
    ]
)
CONSTANTS = frozenset({"pi", "e", "i", "j"})

# Telephones begin every field with a capital, so Sin and Pi are known too; a function is marked by parentheses.
_EVERYWHERE = {way: f"{name}()" for name in FUNCTIONS for way in (name, name.capitalize(), name.upper())}
_EVERYWHERE |= {"Pi": "pi", "PI": "pi"} | {name: name for name in CONSTANTS}

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+(?![\d.]))?)|(?P<name>[^\W\d][\w]*'{0,3})|(?P<sign>\*\*|[-+*/^!%()|]))"
)
_BRACKETS = str.maketrans("[]{}", "()()")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")


def parse(text: str, names: Collection[str] = (), *, ignores_case: bool = False) -> type_tree:
    """Read an expression in which these variables may stand, perhaps with other capitals.

    :raises Unreadable: if it is not an expression, or too long or too deep to be an honest one
    """
    if len(text) > LONGEST:
        raise Unreadable(_("This is too long: an expression has at most %(most)s characters."), most=str(LONGEST))
    plain = _DECIMAL_COMMA.sub(".", greek_as_names(plain_signs(text)).translate(_BRACKETS))
    parser = _Parser(_tokens(plain), _known(names, ignores_case=ignores_case))
    tree = parser.sum()
    if parser.here is not None:
        raise Unreadable(_("“%(sign)s” is not expected here."), sign=parser.here[1])
    if _height(tree) > TALLEST:
        raise Unreadable(_("This expression is too deeply nested."))
    return tree


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    place, end = 0, len(text.rstrip())
    while place < end:
        found = _TOKEN.match(text, place)
        if found is None:
            sign = text[place:].lstrip()[0]
            raise Unreadable(_("“%(sign)s” cannot stand in an expression."), sign=sign)
        kind = found.lastgroup or ""
        tokens.append((kind, found[kind]))
        place = found.end()
    if not tokens:
        raise Unreadable(_("There is no expression here yet."))
    return tokens


def _height(tree: type_tree) -> int:
    """Measure the tree without recursion, because it may be as tall as the text is long."""
    tallest, rest = 0, [(tree, 1)]
    while rest:
        node, height = rest.pop()
        tallest = max(tallest, height)
        rest.extend((child, height + 1) for child in node[1:] if isinstance(child, list))
    return tallest


class _Parser:
    """Descends through the grammar: sum → product → sign → power → factor."""

    def __init__(self, tokens: list[tuple[str, str]], known: dict[str, str]) -> None:
        self.tokens = tokens
        self.known = known
        self.at = 0
        self.depth = 0
        self.bars = 0

    @property
    def here(self) -> tuple[str, str] | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def takes(self, *signs: str) -> str | None:
        """Step over the next token if it is one of these signs."""
        if self.here is not None and self.here[0] == "sign" and self.here[1] in signs:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def sum(self) -> type_tree:
        tree = self.product()
        while sign := self.takes("+", "-"):
            right = self.product()
            tree = ["+", tree, right if sign == "+" else ["-", right]]
        return tree

    def product(self) -> type_tree:
        tree = self.signed()
        while True:
            if sign := self.takes("*", "/"):
                tree = [sign, tree, self.signed()]
            elif self.starts_factor():
                # Nothing between two factors means a product: 2x, (x+1)(x-1).
                tree = ["*", tree, self.power()]
            else:
                return tree

    def starts_factor(self) -> bool:
        if self.here is None:
            return False
        kind, text = self.here
        if kind == "number" and self.tokens[self.at - 1][0] == "number":
            raise Unreadable(
                _("Between “%(left)s” and “%(right)s” a sign is missing."), left=self.tokens[self.at - 1][1], right=text
            )
        return kind != "sign" or text == "(" or (text == "|" and not self.bars)

    def signed(self) -> type_tree:
        negative = False
        while sign := self.takes("+", "-"):
            negative ^= sign == "-"
        tree = self.power()
        return ["-", tree] if negative else tree

    def power(self) -> type_tree:
        self.enter()
        tree = self.after(self.factor())
        if self.takes("^", "**"):
            tree = ["^", tree, self.signed()]
        self.depth -= 1
        return tree

    def after(self, tree: type_tree) -> type_tree:
        while sign := self.takes("!", "%"):
            tree = ["!", tree] if sign == "!" else ["/", tree, ["number", "100"]]
        return tree

    def factor(self) -> type_tree:
        if self.here is None:
            raise Unreadable(_("The expression ends too early."))
        kind, text = self.here
        self.at += 1
        if kind == "number":
            if len(text) > 40:
                raise Unreadable(_("The number “%(number)s…” is too long."), number=text[:12])
            return ["number", text]
        if kind == "name":
            return self.named(text)
        if text == "(":
            return self.inside(")")
        if text == "|":
            self.bars += 1
            tree = ["call", "abs", self.inside("|")]
            self.bars -= 1
            return tree
        raise Unreadable(_("“%(sign)s” is not expected here."), sign=text)

    def inside(self, closing: str) -> type_tree:
        # Bars opened outside are not closed in here: |(|x|)|.
        bars, self.bars = self.bars, self.bars if closing == "|" else 0
        self.enter()
        tree = self.sum()
        self.depth -= 1
        self.bars = bars
        if not self.takes(closing):
            raise Unreadable(_("A “%(sign)s” is missing."), sign=closing)
        return tree

    def enter(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST * 2:
            raise Unreadable(_("This expression is too deeply nested."))

    def named(self, text: str) -> type_tree:
        tree: type_tree | None = None
        for piece in self.split(text):
            node = self.called(piece[:-2]) if piece.endswith("()") else ["name", piece]
            tree = node if tree is None else ["*", tree, node]
        return tree or ["name", text]

    def called(self, function: str) -> type_tree:
        exponent: type_tree | None = None
        if self.takes("^", "**"):
            # sin^2(x) is (sin(x))^2; sin^-1 would be taken for two things, so it is refused below.
            kind, text = self.here or ("", "")
            if kind != "number":
                raise Unreadable(_("Write the power after the parenthesis: %(function)s(…)^2."), function=function)
            exponent = ["number", text]
            self.at += 1
        if not self.takes("("):
            raise Unreadable(_("Write a parenthesis after %(function)s: %(function)s(x)."), function=function)
        tree = ["call", function, self.inside(")")]
        return tree if exponent is None else ["^", tree, exponent]

    def split(self, text: str) -> list[str]:
        """Cut a word into known names, the longest first: "xsin" is x · sin(), "omegaL" is omega · L."""
        pieces: list[str] = []
        rest = text
        while rest:
            for length in range(len(rest), 0, -1):
                name = self.known.get(rest[:length])
                # A function in the middle of a word is none: "tanx" is not read at all, "xtan(x)" is x · tan(x).
                if name is not None and not (name.endswith("()") and length < len(rest)):
                    pieces.append(name)
                    rest = rest[length:]
                    break
            else:
                raise _unknown(text)
        return pieces


def _known(names: Collection[str], *, ignores_case: bool) -> dict[str, str]:
    """Map every way to write a name to the name; what the question declares goes before what everybody knows."""
    known = _EVERYWHERE | ({name.casefold(): name for name in names} if ignores_case else {})
    if ignores_case:
        known |= {name.upper(): name for name in names}
    return known | {name: name for name in names}


def _unknown(name: str) -> Unreadable:
    if name in ("log", "lg"):
        return Unreadable(_("Write ln for the natural logarithm and log10 for the one to base ten."))
    return Unreadable(_("“%(name)s” is not known here."), name=name)
