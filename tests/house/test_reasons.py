"""Every suppression is of a listed kind and says why."""

import pytest

from tools import check_reasons


def test_every_suppression_says_why(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code = check_reasons.main([])

    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    "line",
    [
        "import x  # noqa",
        "import x  # noqa: F401",
        "import x  # noqa: XYZ123 - a kind that nobody accepted",
        "x: int = y()  # type: ignore[assignment]",
        "if never:  # pragma: no cover",
        "@pytest.mark.skip",
        '@pytest.mark.skipif(sys.platform == "win32", reason="")',
        "// eslint-disable-next-line",
        "// @ts-ignore the shape is known",
    ],
)
def test_planted_suppression_is_found(line: str) -> None:
    assert [text for _, text in check_reasons.unexplained([line])] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "import x  # noqa: F401 - imported for its effect",
        "x = y()  # type: ignore[misc]  # huey is untyped",
        '@pytest.mark.skipif(not chromium(), reason="there is no Chromium here")',
        "plain code",
    ],
)
def test_suppression_with_a_reason_passes(line: str) -> None:
    assert list(check_reasons.unexplained([line])) == []
