"""Tables to take away, which somebody opens in a spreadsheet."""

# What a spreadsheet takes for the beginning of a formula, the wide letters of East Asia too.
_BEGINS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def harmless(text: str) -> str:
    """Keep a spreadsheet from taking a stranger's words for a formula."""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text
