"""Every sentence of the interface can be translated, and is: Chinese whole, each language without broken places."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from django.template.base import Lexer, TokenType
from django.utils.translation.template import block_re, endblock_re, inline_re

from tests.house.test_templates import templates
from tests.house.tree import name_of
from tools import messages

# Languages in which nothing may be missing.
WHOLE = ("zh-hans",)
WORD = re.compile(r"[^\W\d_]{2,}")
PLACE = re.compile(r"%\(\w+\)[a-z]|%%s|%[sd](?![\w%])")
UNSEEN = re.compile(r"<!--.*?-->|<(script|style|code|pre|svg)\b.*?</\1>", re.DOTALL)
READ_ALOUD = re.compile(
    r"""(?<![\w:-])(title|subtitle|eyebrow|label|caption|alt|placeholder|aria-label|aria-description|help|hint)\s*=\s*"""
    r"""(?P<quote>["'])(?P<words>.*?)(?P=quote)""",
    re.DOTALL,
)
LITERAL = re.compile(r"""\|(?:default|default_if_none|yesno|pluralize|join):(?P<quote>["'])(?P<words>.*?)(?P=quote)""")

# Templates whose words are no sentences of the interface, and why.
UNTRANSLATED = {
    "src/xingtan/ui/templates/500.html": "says it in three languages at once: when all is broken, so may be the choice",
    "src/xingtan/ui/templates/ui/brand.html": "the name",
    "src/xingtan/ui/templates/ui/plain.html": "the kind of page, an attribute of its body",
    "src/xingtan/site/templates/busy.html": "as above",
    "src/xingtan/attendance/templates/attendance/screen.html": "as above",
    "src/xingtan/teaching/templates/teaching/screen.html": "as above",
    "src/xingtan/learning/templates/learning/_contents.html": "names of its pieces, by which Python takes it apart",
    "src/xingtan/people/templates/allauth/elements/button.html": "the type of a button",
    "src/xingtan/site/templates/site/home.html": "the name, in Chinese characters everywhere",
}
SAMPLES = "src/xingtan/ui/templates/ui/style"  # invented things to show the components with


def untranslated(source: str) -> list[str]:
    """List what a person would read that no translator could change."""
    text, found = _outside_tags(source)
    text = UNSEEN.sub("", text)
    for tag in re.findall(r"<[^>]*>", text):
        found += [read["words"].strip() for read in READ_ALOUD.finditer(tag) if WORD.search(read["words"])]
    found += [part.strip() for part in re.sub(r"<[^>]*>", "\0", text).split("\0") if WORD.search(part)]
    return found


def _outside_tags(source: str) -> tuple[str, list[str]]:
    """Give what stands outside Django's own tags, and the bare words inside them."""
    text, words = "", []
    inside = ""
    for token in Lexer(source).tokenize():
        contents = token.contents
        name = contents.split(None, 1)[0] if contents.strip() else ""
        if inside:
            if token.token_type == TokenType.BLOCK and (endblock_re.match(contents) or name == f"end{inside}"):
                inside = ""
        elif token.token_type == TokenType.TEXT:
            text += contents
        elif token.token_type == TokenType.VAR:
            words += [one["words"] for one in LITERAL.finditer(contents) if WORD.search(one["words"])]
        elif token.token_type == TokenType.BLOCK:
            if block_re.match(contents) or name == "comment":
                inside = name
            elif not inline_re.match(contents):
                words += [one["words"] for one in LITERAL.finditer(contents) if WORD.search(one["words"])]
    return text, words


def is_sample(path: Path) -> bool:
    """Tell the page of components from pages for people."""
    return name_of(path).startswith(SAMPLES)


def test_every_word_of_a_template_can_be_translated() -> None:
    bad = {
        name_of(path): found
        for path in templates()
        if name_of(path) not in UNTRANSLATED and not is_sample(path)
        if (found := untranslated(path.read_text(encoding="utf-8")))
    }

    assert bad == {}


def test_planted_words_are_found() -> None:
    planted = """
        {% load i18n %}<p title="Leave it">{% translate "Said" %} {{ name|default:"Nobody" }}</p>
        {% blocktranslate trimmed %}A sentence.{% endblocktranslate %}{% comment %}A remark.{% endcomment %}
        <c-button data-kind="primary">Go on</c-button><code>print</code><a href="/courses/">→</a>
    """

    assert untranslated(planted) == ["Nobody", "Leave it", "Go on"]


def test_catalogs_are_in_step_with_the_code() -> None:
    behind = sorted(messages.stale(messages.gather()))

    assert behind == [], "run: python3 run.py python tools/messages.py"


@pytest.mark.parametrize("language", WHOLE)
def test_whole_languages_lack_nothing(language: str) -> None:
    catalog = polib.pofile(str(messages.catalog_of(language)))
    missing = [each.msgid for each in catalog if each.fuzzy or not each.translated()]

    assert missing == []


@pytest.mark.parametrize("language", messages.languages())
def test_translations_keep_every_place(language: str) -> None:
    broken = [
        (each.msgid, said)
        for each in polib.pofile(str(messages.catalog_of(language)))
        for form, said in (each.msgstr_plural.items() if each.msgid_plural else [(0, each.msgstr)])
        # The last form stands for any number: in a language that has only one, it is that of the plural.
        if said and not keeps_places(said, each.msgid, each.msgid_plural, is_last=form == len(each.msgstr_plural) - 1)
    ]

    assert broken == []


def keeps_places(said: str, text: str, plural: str = "", *, is_last: bool = False) -> bool:
    """Test whether a translation has the places of its sentence. A plural form but the last may say the number in words."""
    wanted, given = set(PLACE.findall(plural or text)), set(PLACE.findall(said))
    if "%(" in text and re.search(r"%(?![(%])", re.sub(r"%\(\w+\)[a-z]|%%", "", said)):
        return False
    return given <= wanted and ((bool(plural) and not is_last) or wanted <= given)


def test_lost_places_are_found() -> None:
    assert keeps_places("共 %(count)s 门", "%(count)s course", "%(count)s courses")
    assert keeps_places("مقرر واحد", "%(count)s course", "%(count)s courses")
    assert not keeps_places("所有课程", "one course", "%(count)s courses", is_last=True)
    assert not keeps_places("共 %(counter)s 门", "%(count)s courses")
    assert not keeps_places("完成 %(done)s%", "%(done)s %% done")


def test_sentences_are_read_from_code_and_templates() -> None:
    code = "from django.utils.translation import gettext as _, ngettext\nx = _('One')\ny = ngettext('a %(n)s', 'b %(n)s', 2)\n"
    pure = "from xingtan.census.rules.words import gettext_noop as _\nx = _('Pure')\n"
    page = (
        "{% translate 'Two' %}{{ x|default:_('Three') }}{% translate '5%' context 'share' %}"
        "{% blocktranslate trimmed count n=n %}\n  {{ n }} leaf\n{% plural %}\n  {{ n }} leaves\n{% endblocktranslate %}"
    )

    assert [(each.text, each.plural) for each in messages.in_python(code, "x.py")] == [
        ("One", None),
        ("a %(n)s", "b %(n)s"),
    ]
    assert [each.text for each in messages.in_python(pure, "x.py")] == ["Pure"]
    assert [each.key for each in messages.in_template(page, "x.html")] == [
        (None, "Two"),
        (None, "Three"),
        ("share", "5%%"),
        (None, "%(n)s leaf"),
    ]


def test_what_a_machine_drafted_stays_marked_and_is_counted(tmp_path: Path) -> None:
    known = polib.POFile()
    known.append(polib.POEntry(msgid="Courses", msgstr="Cours"))
    known.append(polib.POEntry(msgid="Learn", msgstr=""))
    path = tmp_path / "django.po"
    known.save(str(path))
    messages.mark(path)

    sentences = {each.key: each for each in (messages.Sentence("Courses"), messages.Sentence("Learn"))}
    made = messages.merged(sentences, polib.pofile(str(path)), "fr")

    assert [each.flags for each in made] == [["drafted"], []]
    assert made.metadata["X-Drafted"] == "1 of 2"


def test_sentences_that_are_built_are_refused() -> None:
    with pytest.raises(messages.Unreadable):
        list(messages.in_python("from django.utils.translation import gettext as _\n_(f'Hello {name}')", "x.py"))
