"""Reads Chinese numerals: 三十二, 两千零五, 负二点五, 三分之二."""

import re

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1_000}
_LARGE = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_WHOLE = "零〇一二两兩三四五六七八九十百千万萬亿億"
_NUMERAL = re.compile(f"[负負]?(?![万萬亿億])[{_WHOLE}]+(?:[点點][零〇一二两兩三四五六七八九]+)?(?:分之[{_WHOLE}]+)?")


def arabic_numerals(text: str) -> str:
    """Write each Chinese numeral in the text with Arabic numerals: "三十二" becomes "32"."""
    if text.isascii():
        return text
    return _NUMERAL.sub(lambda found: _read(found[0]), text)


def _read(numeral: str) -> str:
    sign = ""
    if numeral[0] in "负負":
        sign, numeral = "-", numeral[1:]
    below, parted, above = numeral.partition("分之")
    if parted:
        # 三分之二 names the denominator first.
        return f"{sign}({_amount(above)}/{_amount(below)})"
    return sign + _amount(numeral)


def _amount(numeral: str) -> str:
    whole, _, decimals = numeral.replace("點", "点").partition("点")
    digits = "".join(str(_DIGITS[sign]) for sign in decimals)
    return _whole(whole) + (f".{digits}" if digits else "")


def _whole(numeral: str) -> str:
    if all(sign in _DIGITS for sign in numeral):
        # Digits one after the other, as in a year: 二〇二六.
        return "".join(str(_DIGITS[sign]) for sign in numeral)
    total = section = digit = 0
    for sign in numeral:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _SMALL:
            section += (digit or 1) * _SMALL[sign]
            digit = 0
        else:
            amount, large = section + digit, _LARGE[sign]
            # 一亿二千万 adds, 三万亿 multiplies.
            total = total + amount * large if total >= large else (total + amount) * large
            section = digit = 0
    return str(total + section + digit)
