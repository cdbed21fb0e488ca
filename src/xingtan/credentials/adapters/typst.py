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


# Families that have a script, by a piece of their names.
_SCRIPTS = {
    "Chinese": ("CJK SC", "Noto Serif SC", "Noto Sans SC", "Source Han", "WenQuanYi", "Droid Sans Fallback", "AR PL"),
    "Arabic": ("Arabic", "Naskh", "Amiri", "Kacst", "Scheherazade", "DejaVu Sans"),
    "Devanagari": ("Devanagari", "Lohit", "Mukta"),
}


def scripts_without_a_font() -> list[str]:
    """List the scripts that a name on a certificate would be boxes in, on this machine."""
    known = " / ".join(families())
    return [script for script, names in _SCRIPTS.items() if not any(name in known for name in names)]
