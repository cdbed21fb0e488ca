"""Numbers as readers of a language write them, and back, exactly: 1.8万 is 18,000 and 11.8亿 is 1.18 billion.

Writing says "≈" wherever it rounded. Reading refuses what could be two numbers: "1.180" is a thousand more to a
German than to an American, so it is read only where the language says what the point is.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

ABOUT = "≈"


class Ambiguous(ValueError):
    """What was written could be two different numbers."""


class NoNumber(ValueError):
    """What was written is no number."""


@dataclass(frozen=True)
class Script:
    """How a language writes numbers.

    :param group: between groups of digits
    :param decimal: before the fraction
    :param sizes: the groups from the right: three each, or three and then two each
    :param units: words for large numbers, the largest first
    :param gap: between a number and its unit
    :param digits: the ten digits, where they are not those of Europe
    """

    group: str
    decimal: str
    units: tuple[tuple[str, int], ...]
    sizes: tuple[int, int] = (3, 3)
    gap: str = ""
    digits: str = ""


_NARROW = "\u202f"  # no line breaks at it, and readers of French expect it
_ENGLISH = (("billion", 10**9), ("million", 10**6))
SCRIPTS = {
    "en": Script(",", ".", _ENGLISH, gap=" "),
    "zh": Script(",", ".", (("亿", 10**8), ("万", 10**4))),
    "zh-hant": Script(",", ".", (("億", 10**8), ("萬", 10**4))),
    "ja": Script(",", ".", (("億", 10**8), ("万", 10**4))),
    "ko": Script(",", ".", (("억", 10**8), ("만", 10**4))),
    "fr": Script(_NARROW, ",", (("milliards", 10**9), ("millions", 10**6)), gap="\u00a0"),
    # A billón is a million millions: a thousand millions have no word that everyone reads alike.
    "es": Script(".", ",", (("millones", 10**6),), gap="\u00a0"),
    "de": Script(".", ",", (("Milliarden", 10**9), ("Millionen", 10**6)), gap="\u00a0"),
    "et": Script("\u00a0", ",", (("miljardit", 10**9), ("miljonit", 10**6)), gap="\u00a0"),
    "ar": Script("٬", "٫", (("مليار", 10**9), ("مليون", 10**6)), gap="\u00a0", digits="٠١٢٣٤٥٦٧٨٩"),
    "hi": Script(",", ".", (("करोड़", 10**7), ("लाख", 10**5)), sizes=(3, 2), gap=" "),
    "en-in": Script(",", ".", (("crore", 10**7), ("lakh", 10**5)), sizes=(3, 2), gap=" "),
}

# What else people write for a unit, in any of these languages. The long-scale billion is no number anyone shares.
_ALSO = {
    "萬": 10**4, "億": 10**8, "thousand": 10**3, "bn": 10**9, "mn": 10**6, "milliard": 10**9, "million": 10**6,
    "millón": 10**6, "mil millones": 10**9, "Million": 10**6, "Milliarde": 10**9, "miljon": 10**6, "miljard": 10**9,
    "千": 10**3, "百万": 10**6, "千万": 10**7, "mil": 10**3, "lakhs": 10**5, "crores": 10**7,
}  # fmt: skip
_TWO_MEANINGS = frozenset({"billones", "billón", "billions", "trillion", "兆"})
_PLAIN = {**{ord(digit): str(n) for n, digit in enumerate("٠١٢٣٤٥٦٧٨٩")},
          **{ord(digit): str(n) for n, digit in enumerate("۰۱۲۳۴۵۶۷۸۹")},
          **{ord(digit): str(n) for n, digit in enumerate("०१२३४५६७८९")},
          **{ord(digit): str(n) for n, digit in enumerate("０１２３４５６７８９")}}  # fmt: skip
_SPACES = " \u00a0\u202f\u2009"
_PARTS = re.compile(r"([-−]?)([\d.,'’٬٫ \u00a0\u202f\u2009]*\d)\s*(.*)", re.DOTALL)


def script_of(language: str) -> Script:
    """Find how a language writes; its parent where it is not known itself, and English for all others."""
    tag = language.lower().replace("_", "-")
    if tag in {"zh-tw", "zh-hk", "zh-mo"} or tag.startswith("zh-hant"):
        return SCRIPTS["zh-hant"]
    return SCRIPTS.get(tag) or SCRIPTS.get(tag.split("-", 1)[0]) or SCRIPTS["en"]


def write(value: int, language: str) -> str:
    """Write every digit, in groups: exact in every language."""
    script = script_of(language)
    return _digits(_signed(value, _grouped(abs(value), script)), script)


def write_short(value: int, language: str, *, places: int = 1) -> str:
    """Write with the language's large unit and few places; "≈" before it where that is not all.

    A number smaller than every unit is written whole.
    """
    script = script_of(language)
    for word, size in script.units:
        if abs(value) >= size:
            return _in_unit(value, script, word, size, places)
    return write(value, language)


def write_exact(value: int, language: str) -> str:
    """Write with the largest unit in which the number ends within two places, and otherwise whole: never rounded."""
    script = script_of(language)
    for word, size in script.units:
        if abs(value) >= size and value % (size // 100) == 0:
            return _in_unit(value, script, word, size, 2)
    return write(value, language)


def read(text: str, language: str) -> int:
    """Read a whole number as the language writes it, its units too.

    :raises Ambiguous: if it could be two numbers
    :raises NoNumber: if it is none, or has a fraction left
    """
    script = script_of(language)
    plain = text.strip().removeprefix(ABOUT).strip().translate(_PLAIN)
    found = _PARTS.fullmatch(plain)
    if found is None:
        raise NoNumber(text)
    sign, digits, word = found.groups()
    size = _size(word.strip(), script, text)
    exact = _decimal(digits.strip(), script, text, has_unit=size > 1) * size
    if exact != exact.to_integral_value():
        raise NoNumber(text)
    return -int(exact) if sign else int(exact)


def _in_unit(value: int, script: Script, word: str, size: int, places: int) -> str:
    step = size // 10**places
    # Half to even, in whole numbers: no float is anywhere near.
    steps, rest = divmod(abs(value), step)
    if rest * 2 > step or (rest * 2 == step and steps % 2):
        steps += 1
    whole, part = divmod(steps, 10**places)
    fraction = f"{part:0{places}}".rstrip("0") if places else ""
    said = _grouped(whole, script) + (script.decimal + fraction if fraction else "")
    return (ABOUT if rest else "") + _digits(_signed(value, said), script) + script.gap + word


def _grouped(value: int, script: Script) -> str:
    digits, first, further = str(value), *script.sizes
    groups = [digits[-first:]]
    rest = digits[:-first]
    while rest:
        groups.insert(0, rest[-further:])
        rest = rest[:-further]
    return script.group.join(groups)


def _signed(value: int, said: str) -> str:
    return f"-{said}" if value < 0 else said


def _digits(said: str, script: Script) -> str:
    return said.translate({ord(str(n)): digit for n, digit in enumerate(script.digits)}) if script.digits else said


def _size(word: str, script: Script, text: str) -> int:
    if not word:
        return 1
    if word in _TWO_MEANINGS:
        raise Ambiguous(text)
    units = dict(script.units)
    if word == "billion" and word not in units:
        # A thousand millions in English, a million millions elsewhere.
        raise Ambiguous(text)
    size = units.get(word) or _ALSO.get(word)
    if size is None:
        raise NoNumber(text)
    return size


def _decimal(digits: str, script: Script, text: str, *, has_unit: bool) -> Decimal:
    """Read digits whose marks are those of the language; any others are refused, and so is a group that is none."""
    marks = {mark for mark in digits if not mark.isdigit()}
    groups = set(_SPACES) if script.group in _SPACES else {script.group, "٬" if script.digits else script.group}
    whole, point, fraction = digits.partition(script.decimal)
    if script.digits and not point and "." in digits:
        # Where Arabic is written with the digits of Europe, so are its marks.
        return _decimal(digits, SCRIPTS["en"], text, has_unit=has_unit)
    if script.digits and "," in digits:
        return _decimal(digits, SCRIPTS["en"], text, has_unit=has_unit)
    if marks - groups - {script.decimal} or (point and any(not mark.isdigit() for mark in fraction)):
        raise Ambiguous(text)
    if point and not fraction:
        raise NoNumber(text)
    used = groups & marks
    if used:
        parts = re.split("|".join(re.escape(mark) for mark in used), whole)
        first, further = script.sizes
        is_grouped = len(parts[-1]) == first and all(len(part) == further for part in parts[1:-1])
        if len(used) > 1 or not is_grouped or not 1 <= len(parts[0]) <= further:
            raise Ambiguous(text)
        whole = "".join(parts)
    if point and not has_unit and len(fraction) == 3:
        # 1.180 of something countable is more likely a thousand written by a neighbor than a fraction.
        raise Ambiguous(text)
    try:
        return Decimal(f"{whole}.{fraction or 0}")
    except InvalidOperation:
        raise NoNumber(text) from None
