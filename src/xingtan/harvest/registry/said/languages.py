"""Languages: by tag, by code of two or three letters, by a wrong code that is common, by name."""

import re
from typing import Any

from xingtan.harvest.registry.said.lists import many

_TABLE = """
af|afr|afrikaans
ar|ara|arabic|العربية|arabisch|arabe|árabe|阿拉伯语
az|aze|azerbaijani|azərbaycanca
be|bel|belarusian|беларуская
bg|bul|bulgarian|български|bulgarisch|bulgare|búlgaro
bn|ben|bengali|bangla|বাংলা
bo|bod tib|tibetan|བོད་ཡིག
bs|bos|bosnian|bosanski
ca|cat|catalan|català|katalanisch|catalán
cs|ces cze cz|czech|čeština|tschechisch|tchèque|checo
cy|cym wel|welsh|cymraeg
da|dan dk|danish|dansk|dänisch|danois|danés
de|deu ger|german|deutsch|allemand|alemán|德语
el|ell gre|greek|ελληνικά|griechisch|grec|griego
en|eng gb us|english|englisch|anglais|inglés|英语|英文
eo|epo|esperanto
es|spa sp|spanish|español|castellano|castilian|spanisch|espagnol|西班牙语
et|est ee|estonian|eesti|eesti keel|estnisch|estonien|estonio
eu|eus baq|basque|euskara|baskisch
fa|fas per|persian|farsi|فارسی|persisch|persan|persa
fi|fin|finnish|suomi|finnisch|finnois|finlandés
fil|fil tgl|filipino|tagalog
fr|fra fre|french|français|französisch|francés|法语
ga|gle|irish|gaeilge
gl|glg|galician|galego|gallego
gu|guj|gujarati|ગુજરાતી
ha|hau|hausa
he|heb iw|hebrew|עברית|hebräisch|hébreu|hebreo
hi|hin|hindi|हिन्दी|हिंदी
hr|hrv|croatian|hrvatski|kroatisch|croate|croata
hu|hun|hungarian|magyar|ungarisch|hongrois|húngaro
hy|hye arm|armenian|հայերեն
id|ind|indonesian|bahasa indonesia|indonesisch
is|isl ice|icelandic|íslenska
it|ita|italian|italiano|italienisch|italien|意大利语
ja|jpn jp|japanese|日本語|japanisch|japonais|japonés|日语
ka|kat geo|georgian|ქართული
kk|kaz|kazakh|қазақ тілі
km|khm|khmer|ខ្មែរ
kn|kan|kannada|ಕನ್ನಡ
ko|kor kr|korean|한국어|koreanisch|coréen|coreano|韩语
lo|lao|lao|ລາວ
lt|lit|lithuanian|lietuvių|litauisch|lituanien|lituano
lv|lav|latvian|latviešu|lettisch|letton|letón
mk|mkd mac|macedonian|македонски
ml|mal|malayalam|മലയാളം
mn|mon|mongolian|монгол
mr|mar|marathi|मराठी
ms|msa may|malay|bahasa melayu|malaiisch
mt|mlt|maltese|malti
my|mya bur|burmese|မြန်မာ
ne|nep|nepali|नेपाली
nl|nld dut|dutch|nederlands|niederländisch|néerlandais|neerlandés|flemish|vlaams
no|nor nb nn nob nno|norwegian|norsk|norwegisch|norvégien|noruego
pa|pan|punjabi|ਪੰਜਾਬੀ
pl|pol|polish|polski|polnisch|polonais|polaco
ps|pus|pashto|پښتو
pt|por br|portuguese|português|portugiesisch|portugais|portugués|brazilian portuguese|葡萄牙语
ro|ron rum mo|romanian|română|rumänisch|roumain|rumano
ru|rus|russian|русский|russisch|russe|ruso|俄语
si|sin|sinhala|සිංහල
sk|slk slo|slovak|slovenčina|slowakisch|slovaque|eslovaco
sl|slv|slovenian|slovene|slovenščina|slowenisch|slovène|esloveno
so|som|somali|soomaali
sq|sqi alb|albanian|shqip|albanisch
sr|srp|serbian|српски|srpski|serbisch|serbe|serbio
sv|swe|swedish|svenska|schwedisch|suédois|sueco
sw|swa|swahili|kiswahili
ta|tam|tamil|தமிழ்
te|tel|telugu|తెలుగు
th|tha|thai|ไทย|泰语
tr|tur|turkish|türkçe|türkisch|turc|turco
ug|uig|uyghur|ئۇيغۇرچە
uk|ukr ua|ukrainian|українська|ukrainisch|ukrainien|ucraniano
ur|urd|urdu|اردو
uz|uzb|uzbek|oʻzbek
vi|vie vn|vietnamese|tiếng việt|vietnamesisch
yo|yor|yoruba
zh|zho chi cmn cn|chinese|mandarin|中文|汉语|漢語|普通话|chinesisch|chinois|chino|中国語|mandarin chinese
zh-hans|zh-cn zh-sg zh-chs|simplified chinese|chinese simplified|简体中文|中文简体|chinese (simplified)|中文(简体)
zh-hant|zh-tw zh-hk zh-mo zh-cht|traditional chinese|chinese traditional|繁體中文|繁体中文|chinese (traditional)
zu|zul|zulu|isizulu
"""
_ROWS = [line.split("|") for line in _TABLE.strip().splitlines()]
_KNOWN = {name: tag for tag, codes, *names in _ROWS for name in (tag, *codes.split(), *names)}
_TAG = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?(?:-[a-z0-9]{1,8})*")
_NOTE = re.compile(r"\s*[(（].*[)）]\s*$")


def language(value: Any) -> str:
    """Read one language as a tag: the language, for Chinese with its script; empty if nobody knows it."""
    if isinstance(value, dict):
        value = next((found for key in ("identifier", "alternateName", "name", "@id") if (found := value.get(key))), "")
    if not isinstance(value, str) or not 1 < len(said := value.strip().lower().replace("_", "-")) <= 60:
        return ""
    said = said.rpartition("/")[2].rpartition("#")[2]
    if found := _KNOWN.get(said):
        return found
    parts = _TAG.fullmatch(said)
    if parts is None:
        # "English (US)", "German – Deutsch": the language stands first.
        bare = re.split(r"\s+[-–—/]\s+", _NOTE.sub("", said))[0]
        return _KNOWN.get(bare, "") if bare != said else ""
    primary, script, region = parts.groups()
    tag = _KNOWN.get(primary, "")
    if tag == "zh":
        return _KNOWN.get(f"zh-{script or region}", tag)
    return tag


def languages(value: Any) -> tuple[list[str], list[str]]:
    """Read the languages of a list, or of a text such as ``en, fr``; and give what is none, as it was said."""
    found: dict[str, None] = {}
    unknown: list[str] = []
    for each in many(value, marks=";|,\n"):
        # One name may hold a slash ("English/French"), and an address does too.
        for part in each.split("/") if isinstance(each, str) and "://" not in each else [each]:
            if tag := language(part):
                found[tag] = None
            else:
                unknown.append(str(part)[:60])
    return list(found), unknown
