"""Terms from lists that others keep: licences (SPDX), fields of education (ISCED-F 2013), levels."""

import re
from typing import Any

PROPRIETARY = "proprietary"
_CC_URL = re.compile(
    r"creativecommons\.org/licen[cs]es/(by(?:-nc)?(?:-sa|-nd)?)/?(\d\.\d)?(?:/([a-z]{2,3})(?![a-z]))?", re.IGNORECASE
)
_CC_NAME = re.compile(
    r"\b(?:cc|creative\s*commons)[\s:_-]*(by(?:[\s_-]*nc)?(?:[\s_-]*(?:sa|nd))?)\b(?:[\s_v-]*(?:international\s*)?(\d(?:\.\d)?))?",
    re.IGNORECASE,
)
_CC_WORDS = (
    ("by", re.compile(r"attribution|namensnennung|paternité|reconocimiento", re.IGNORECASE)),
    (
        "nc",
        re.compile(
            r"non-?\s?commercial|nicht-?\s?kommerziell|pas d.utilisation commerciale|no ?comercial", re.IGNORECASE
        ),
    ),
    ("nd", re.compile(r"no-?\s?deriv|keine bearbeitung|pas de modification|sin ?obra", re.IGNORECASE)),
    ("sa", re.compile(r"share-?\s?alike|weitergabe unter gleichen|partage (?:dans|à)|compartir ?igual", re.IGNORECASE)),
)
_CC0 = re.compile(r"\bcc[\s-]?0\b|publicdomain/zero|public domain dedication", re.IGNORECASE)
_PUBLIC_DOMAIN = re.compile(r"publicdomain/mark|^public domain$|^pdm$", re.IGNORECASE)
_ALL_RIGHTS = re.compile(
    r"propriet|all rights reserved|alle rechte|tous droits|copyright|©|保留所有权利|urheberrecht", re.IGNORECASE
)
_OTHERS = {
    name.lower(): name
    for name in (
        *("MIT", "Apache-2.0", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "AGPL-3.0-only"),
        *("AGPL-3.0-or-later", "LGPL-3.0-or-later", "BSD-2-Clause", "BSD-3-Clause", "MPL-2.0", "GFDL-1.3-or-later"),
        *("ODbL-1.0", "etalab-2.0", "OGL-UK-3.0", "DL-DE-BY-2.0", "0BSD", "Unlicense"),
    )
}
_LATEST = "4.0"
_CC_SPDX = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)(?:-([A-Z]{2,3}))?")

_LEVELS = {
    "introductory": (
        "introductory introduction beginner beginners basic basics elementary foundation foundational novice entry starter "
        "einsteiger anfänger anfaenger grundlagen débutant debutant principiante básico basico bachelor undergraduate "
        "初级 入门 基础 a1 a2 eqf4 eqf5 easy"
    ),
    "intermediate": (
        "intermediate medium mittel fortgeschrittene-anfänger intermédiaire intermediaire intermedio moderate "
        "中级 b1 b2 eqf6 secondary"
    ),
    "advanced": (
        "advanced expert fortgeschritten fortgeschrittene avancé avance avanzado graduate postgraduate master masters "
        "doctoral phd specialised specialized professional 高级 c1 c2 eqf7 eqf8 hard"
    ),
}
_LEVEL_OF = {word: name for name, words in _LEVELS.items() for word in words.split()}

# The broad fields in the words feeds use for them. Detailed fields are told by their codes.
_FIELDS = """
00 generic programmes and qualifications
01 education|teacher education|pädagogik|bildung|éducation|educación|教育学|pedagogy|teaching
02 arts and humanities|humanities|arts|languages|history|philosophy|literature|geisteswissenschaften|sprachen|kunst|lettres|humanidades|文学|历史学|哲学|艺术学
03 social sciences, journalism and information|social sciences|psychology|sociology|economics|politics|journalism|sozialwissenschaften|sciences sociales|ciencias sociales
04 business, administration and law|business|management|business & management|law|finance|marketing|wirtschaft|recht|betriebswirtschaft|droit|gestion|derecho|negocios|法学|管理学|经济学
05 natural sciences, mathematics and statistics|natural sciences|science|sciences|mathematics|physics|chemistry|biology|statistics|naturwissenschaften|mathematik|mathématiques|matemáticas|理学
06 information and communication technologies|information and communication technologies (icts)|ict|icts|computer science|informatics|data science|programming|artificial intelligence|informatik|informatique|informática|künstliche intelligenz|计算机
07 engineering, manufacturing and construction|engineering|architecture|technology|ingenieurwissenschaften|technik|ingénierie|ingeniería|工学
08 agriculture, forestry, fisheries and veterinary|agriculture|veterinary|landwirtschaft|agricultura|农学
09 health and welfare|health|medicine|nursing|medizin|gesundheit|santé|médecine|salud|medicina|医学
10 services|hygiene and occupational health services|security services|transport services|tourism
"""
_FIELD_OF = {name: line[:2] for line in _FIELDS.strip().splitlines() for name in line[3:].split("|")}
_ISCED_URL = re.compile(r"isced[-_]?f[/#:]?(?:2013)?[/#:]*?n?(\d{2,4})\b", re.IGNORECASE)
_CODE = re.compile(r"(?:ISCED(?:-F)?(?:[ -]?2013)?[ :]*)?(\d{2,4})(?:\b.*)?", re.IGNORECASE | re.DOTALL)


def licence(*said: Any) -> str:
    """Name a licence as SPDX does, from its identifier, its address or its name, whichever can be read first."""
    for each in said:
        if isinstance(each, str) and (found := _licence(each.strip()[:300])):
            return found
    return ""


def _licence(said: str) -> str:
    if exact := _CC_SPDX.fullmatch(said.upper()):
        return exact[0]
    if found := _CC_URL.search(said) or _CC_NAME.search(said):
        terms = "-".join(re.findall("BY|NC|SA|ND", found[1].upper()))
        version = found[2] or _LATEST
        port = f"-{found[3].upper()}" if found.re is _CC_URL and found[3] and version < _LATEST else ""
        return f"CC-{terms}-{version if '.' in version else version + '.0'}{port}"
    if _CC0.search(said):
        return "CC0-1.0"
    if _PUBLIC_DOMAIN.search(said):
        return "CC-PDM-1.0"
    if re.search(r"creative\s*commons", said, re.IGNORECASE):
        terms = "-".join(word.upper() for word, pattern in _CC_WORDS if pattern.search(said))
        number = re.search(r"\d\.\d", said)
        return f"CC-{terms}-{number[0] if number else _LATEST}" if terms.startswith("BY") else ""
    return _OTHERS.get(said.lower(), "") or (PROPRIETARY if _ALL_RIGHTS.search(said) else "")


def licence_url(name: str) -> str | None:
    """Give the address of a licence's text; None where there is no single one."""
    if found := _CC_SPDX.fullmatch(name):
        country = f"{found[3].lower()}/" if found[3] else ""
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/{country}"
    fixed = {
        "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
        "CC-PDM-1.0": "https://creativecommons.org/publicdomain/mark/1.0/",
    }
    if name in fixed:
        return fixed[name]
    return f"https://spdx.org/licenses/{name}.html" if name and name in _OTHERS.values() else None


def subject(*said: Any) -> str:
    """Read a field of education as its ISCED-F 2013 code of two to four digits, from a code, an address or a name."""
    for each in said:
        if isinstance(each, int) and not isinstance(each, bool) and 0 <= each <= 9999:
            each = f"{each:02}" if each < 100 else f"{each:04}"
        if isinstance(each, str) and (found := _subject(each.strip()[:200])):
            return found
    return ""


def _subject(said: str) -> str:
    if "/" in said and (address := _ISCED_URL.search(said)):
        return _known(address[1])
    if code := _CODE.fullmatch(said):
        return _known(code[1])
    return _FIELD_OF.get(said.lower(), "")


def _known(code: str) -> str:
    # 0611 is 061 in some lists, and 06 may have lost its nought to a spreadsheet. 99 and 9999 are "unknown".
    if len(code) == 3 and not code.startswith(("0", "10")):
        code = f"0{code}"
    return code if "00" <= code[:2] <= "10" and not code.endswith("999") else ""


def level(*said: Any) -> str:
    """Read what a course asks of those who take it: introductory, intermediate, advanced, or empty."""
    for each in said:
        if not isinstance(each, str):
            continue
        words = re.findall(r"[^\W_]+(?:-[^\W_]+)*", each.lower()[:200])
        joined = "".join(words)
        # A list ("beginner, intermediate") begins with what it asks at least.
        for word in (joined, *words):
            if found := _LEVEL_OF.get(word):
                return found
    return ""
