"""Large numbers as English and Chinese print them, exactly: 1.8万 is 18,000, and never 180,000."""

_ENGLISH = ((10**9, " billion"), (10**6, " million"))
_CHINESE = ((10**8, "亿"), (10**4, "万"))


def english(number: int) -> str:
    """Write 1,180,000,000 as 1.18 billion and 942,000 as 942,000; nothing is rounded away."""
    return _written(number, _ENGLISH, digits=3)


def chinese(number: int) -> str:
    """Write 1,180,000,000 as 11.8亿 and 942,000 as 94.2万; nothing is rounded away."""
    return _written(number, _CHINESE, digits=4)


def _written(number: int, units: tuple[tuple[int, str], ...], *, digits: int) -> str:
    above = 0
    for unit, name in units:
        whole, rest = divmod(number, unit)
        decimals = f"{rest:0{len(str(unit)) - 1}d}".rstrip("0")
        if whole and len(decimals) <= digits and not (above and number >= above):
            return f"{whole:,}{'.' if decimals else ''}{decimals}{name}"
        above = unit
    return f"{number:,}"
