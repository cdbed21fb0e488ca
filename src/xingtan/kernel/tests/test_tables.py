"""What a spreadsheet is given."""

import pytest

from xingtan.kernel.tables import harmless


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"])
def test_formula_becomes_words(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ada", "1=1", "'=1"])
def test_words_stay(text: str) -> None:
    assert harmless(text) == text
