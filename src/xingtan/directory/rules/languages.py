"""Languages by BCP 47 tag: their English name, and their own. A submitter may write any of the three."""

import re

NAMES = {
    "af": ("Afrikaans", "Afrikaans"),
    "am": ("Amharic", "አማርኛ"),
    "ar": ("Arabic", "العربية"),
    "az": ("Azerbaijani", "Azərbaycanca"),
    "bg": ("Bulgarian", "Български"),
    "bn": ("Bengali", "বাংলা"),
    "ca": ("Catalan", "Català"),
    "cs": ("Czech", "Čeština"),
    "da": ("Danish", "Dansk"),
    "de": ("German", "Deutsch"),
    "el": ("Greek", "Ελληνικά"),
    "en": ("English", "English"),
    "es": ("Spanish", "Español"),
    "et": ("Estonian", "Eesti"),
    "eu": ("Basque", "Euskara"),
    "fa": ("Persian", "فارسی"),
    "fi": ("Finnish", "Suomi"),
    "fr": ("French", "Français"),
    "ha": ("Hausa", "Hausa"),
    "he": ("Hebrew", "עברית"),
    "hi": ("Hindi", "हिन्दी"),
    "hu": ("Hungarian", "Magyar"),
    "id": ("Indonesian", "Bahasa Indonesia"),
    "it": ("Italian", "Italiano"),
    "ja": ("Japanese", "日本語"),
    "ka": ("Georgian", "ქართული"),
    "kk": ("Kazakh", "Қазақша"),
    "km": ("Khmer", "ខ្មែរ"),
    "ko": ("Korean", "한국어"),
    "ku": ("Kurdish", "Kurdî"),
    "lo": ("Lao", "ລາວ"),
    "mg": ("Malagasy", "Malagasy"),
    "mn": ("Mongolian", "Монгол"),
    "ms": ("Malay", "Bahasa Melayu"),
    "my": ("Burmese", "မြန်မာ"),
    "nb": ("Norwegian", "Norsk bokmål"),
    "ne": ("Nepali", "नेपाली"),
    "nl": ("Dutch", "Nederlands"),
    "pa": ("Punjabi", "ਪੰਜਾਬੀ"),
    "pl": ("Polish", "Polski"),
    "ps": ("Pashto", "پښتو"),
    "pt": ("Portuguese", "Português"),
    "ro": ("Romanian", "Română"),
    "ru": ("Russian", "Русский"),
    "rw": ("Kinyarwanda", "Ikinyarwanda"),
    "si": ("Sinhala", "සිංහල"),
    "so": ("Somali", "Soomaali"),
    "sq": ("Albanian", "Shqip"),
    "sr": ("Serbian", "Српски"),
    "sv": ("Swedish", "Svenska"),
    "sw": ("Swahili", "Kiswahili"),
    "ta": ("Tamil", "தமிழ்"),
    "te": ("Telugu", "తెలుగు"),
    "th": ("Thai", "ไทย"),
    "ti": ("Tigrinya", "ትግርኛ"),
    "tr": ("Turkish", "Türkçe"),
    "uk": ("Ukrainian", "Українська"),
    "ur": ("Urdu", "اردو"),
    "uz": ("Uzbek", "Oʻzbekcha"),
    "vi": ("Vietnamese", "Tiếng Việt"),
    "wo": ("Wolof", "Wolof"),
    "xh": ("Xhosa", "isiXhosa"),
    "yo": ("Yoruba", "Yorùbá"),
    "zh": ("Chinese", "中文"),
    "zh-hans": ("Simplified Chinese", "简体中文"),
    "zh-hant": ("Traditional Chinese", "繁體中文"),
    "zu": ("Zulu", "isiZulu"),
}
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}")
_BY_NAME = {name.casefold(): tag for tag, names in NAMES.items() for name in names}


def tag_of(said: str) -> str:
    """Give the tag of a language that somebody named by tag, in English, or as it names itself; nothing if none is meant."""
    folded = said.strip().casefold()
    if folded in _BY_NAME:
        return _BY_NAME[folded]
    tag = folded.replace("_", "-")
    # A made-up word of two or three letters is taken for a tag; nobody can know all seven thousand.
    return tag if _TAG.fullmatch(tag) else ""


def name_of(tag: str) -> str:
    """Name a language in its own words; one we have no name for is named by its tag."""
    known = NAMES.get(tag) or NAMES.get(tag.split("-")[0])
    return known[1] if known else tag
