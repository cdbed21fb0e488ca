"""Reads the signs that people type, in whatever script and keyboard, as one plain notation."""

import re
import unicodedata

_SAME = str.maketrans(
    {
        "×": "*", "·": "*", "⋅": "*", "∙": "*", "•": "*", "∗": "*", "✕": "*",
        "÷": "/", "∕": "/", "⁄": "/",
        "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "﹣": "-",
        "٫": ".", "٬": "'", "’": "'", "ʹ": "'", "′": "'",
        "ˆ": "^", "∣": "|", "√": " sqrt ",
        "\u200b": "", "\u200c": "", "\u200d": "", "\u200e": "", "\u200f": "", "\ufeff": "", "\u2062": "*",
        "\u202a": "", "\u202b": "", "\u202c": "", "\u2066": "", "\u2067": "", "\u2068": "", "\u2069": "",
    }
)  # fmt: skip
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
_RAISED_RUN = re.compile("[" + "".join(_RAISED) + "]+")
_MIXED = re.compile(r"(?<![\d.,])(\d+)\s*([¼½¾⅐-⅞])")
_FRACTION_AFTER = re.compile(r"[\d)][ \t]*[¼½¾⅐-⅞]")
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ϑ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi",
    "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "ϕ": "phi", "χ": "chi",
    "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi",
    "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip
_GREEK_LETTER = re.compile("[" + "".join(_GREEK) + "]")
# A digit, a low line or a prime after the letter belongs to the name: ρ_0, ρ0, ρ'.
_GREEK_ALONE = re.compile(_GREEK_LETTER.pattern + r"(?![\d_'])")


def plain_signs(text: str) -> str:
    """Write digits of every script, wide letters, raised digits and printed operators as ASCII.

    "３×10⁴" becomes "3*10^(4)", and "2½" becomes "(2+(1/2))".
    """
    if text.isascii():
        return text
    text = _MIXED.sub(lambda mixed: f"({mixed[1]}+{mixed[2]})", text)
    if _FRACTION_AFTER.search(text):
        return text  # 12.5½ says two things at once, and nobody downstream reads it
    text = "".join(_fraction(sign) if "¼" <= sign <= "⅞" else sign for sign in text)
    text = _RAISED_RUN.sub(lambda run: "^(" + "".join(_RAISED[sign] for sign in run[0]) + ")", text.translate(_SAME))
    text = unicodedata.normalize("NFKC", text).translate(_SAME)
    return "".join(_digit(sign) for sign in text)


def greek_as_names(text: str) -> str:
    """Write each Greek letter as its name, set apart from its neighbors: "2πr" becomes "2 pi r"."""
    if text.isascii():
        return text
    return _GREEK_LETTER.sub(
        lambda found: f" {_GREEK[found[0]]}", _GREEK_ALONE.sub(lambda found: f" {_GREEK[found[0]]} ", text)
    )


def greek_name(name: str) -> str:
    """Write a variable's name as `greek_as_names` would: "ρ" becomes "rho", "ρ_0" becomes "rho_0"."""
    return "".join(_GREEK.get(sign, sign) for sign in name)


def _fraction(sign: str) -> str:
    whole = unicodedata.normalize("NFKC", sign)
    return f"({whole.replace('⁄', '/')})" if "⁄" in whole else sign


def _digit(sign: str) -> str:
    if sign.isascii():
        return sign
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)
