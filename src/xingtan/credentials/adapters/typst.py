"""Certificates as PDF by Typst, which embeds its fonts and shapes every script that a font is there for."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"


def print_pdf(facts: dict[str, Any]) -> bytes:
    """Print the certificate.

    :param facts: words and addresses, as ``certificate.typ`` names them
    """
    import typst  # noqa: PLC0415 - eighty megabytes, needed once a certificate

    return bytes(
        typst.compile(str(HERE / "certificate.typ"), font_paths=[str(FONTS)], sys_inputs={"facts": json.dumps(facts)})
    )


@lru_cache(maxsize=1)
def families() -> frozenset[str]:
    """List the font families that a certificate can be printed with on this machine."""
    import typst  # noqa: PLC0415 - as above

    return frozenset(typst.Fonts(font_paths=[str(FONTS)]).families())
