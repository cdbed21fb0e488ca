"""Names of languages and countries, from the common locale data (CLDR)."""

import re
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError

NAMES = {"zh-hans": "简体中文", "zh-hant": "繁體中文"}
"""Languages that one knows by another name than the data's."""

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
FALLBACK = "en"
NOWHERE = {"ZZ", "XA", "XB", "EU", "EZ", "UN", "QO"}
"""What the data names, and is no country."""


@lru_cache(maxsize=1024)
def name_of(tag: str) -> str:
    """Name the language in its own words, as a reader looks for it; a tag that has no name names itself."""
    known = tag.lower()
    if known in NAMES:
        return NAMES[known]
    locale = _locale(known) or _locale(base_of(known))
    name = locale.get_language_name() if locale else None
    return name[0].upper() + name[1:] if name else tag


@lru_cache(maxsize=1024)
def base_of(tag: str) -> str:
    """Give the language without script and region: whoever reads `zh` looks for `zh-hans`, too."""
    return tag.lower().partition("-")[0]


@lru_cache(maxsize=4096)
def country_of(code: str, language: str = FALLBACK) -> str:
    """Name the country in the reader's language; a code that has no name names itself."""
    locale = _locale(language) or _locale(base_of(language)) or Locale.parse(FALLBACK)
    name: str = locale.territories.get(code.upper(), code.upper()) if code.upper() not in NOWHERE else code.upper()
    return name


@cache
def _locale(tag: str) -> Locale | None:
    if not _TAG.fullmatch(tag):
        return None
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
