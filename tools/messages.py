"""Keep the catalogs of translations in step with the code: `python3 run.py python tools/messages.py` (and `run.py fix`).

Reads every sentence of the interface from the rooms' Python and templates, with nothing but Python, and writes one file
for each language, `src/xingtan/locale/<language>/LC_MESSAGES/django.po`: new sentences come in empty, those that are gone
leave. `--check` only says what differs; `--add de` begins a language; `--pseudo FOLDER` writes one that nobody speaks.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.template.base import Lexer, Token, TokenType
from django.utils.translation import to_locale, trim_whitespace
from django.utils.translation.template import block_re, constant_re, endblock_re, inline_re, plural_re

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "xingtan"
LOCALE = SOURCES / "locale"
CONTEXT = re.compile(r"""\bcontext\s+["'](?P<context>[^"']*)["']""")
QUOTED = re.compile(r"""^(?P<quote>["'])(?P<text>.*)(?P=quote)$""", re.DOTALL)

# The places of an argument of each function: of the sentence, its plural, its context.
FUNCTIONS = {
    "gettext": (0, None, None),
    "ngettext": (0, 1, None),
    "pgettext": (1, None, 0),
    "npgettext": (1, 2, 0),
    "gettext_noop": (0, None, None),
}
MARKERS = ("django.utils.translation", ".rules.words", ".registry.answers")
"""Modules whose functions mark sentences. Pure rules know no framework, and mark theirs by a function of their own."""
FUNCTIONS |= {f"{name}_lazy": places for name, places in FUNCTIONS.items() if name != "gettext_noop"}

# What a plural depends on, by language; a language that is not here asks its translator.
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "zh-hans": "nplurals=1; plural=0;",
    "fr": "nplurals=2; plural=(n > 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);"
    ),
}

# A translation that a machine drafted and no person has read yet. Who reads it takes the flag away.
DRAFTED = "drafted"
SHARE = "X-Drafted"

Key = tuple[str | None, str]


class Unreadable(Exception):
    """A sentence is built while the program runs, so that nobody could translate it."""


@dataclass
class Sentence:
    """One sentence of the interface."""

    text: str
    plural: str | None = None
    context: str | None = None
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        """What makes it one sentence."""
        return self.context, self.text


def in_python(source: str, name: str) -> Iterator[Sentence]:
    """Yield the sentences of a Python file."""
    tree = ast.parse(source, name)
    called = {
        each.asname or each.name: each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(MARKERS)
        for each in node.names
        if each.name in FUNCTIONS
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id=used) if used in called:
                function = called[used]
            case ast.Attribute(value=ast.Name(id="translation"), attr=used) if used in FUNCTIONS:
                function = used
            case _:
                continue
        words = [_word(node, place, f"{name}:{node.lineno}") for place in FUNCTIONS[function]]
        if words[0]:
            yield Sentence(words[0], words[1], words[2], {name})


def _word(call: ast.Call, place: int | None, at: str) -> str | None:
    if place is None or place >= len(call.args):
        return None
    match call.args[place]:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr() | ast.BinOp():
            raise Unreadable(f"{at}: write the sentence whole, with %(name)s for what changes")
    return None  # a variable: marked where it is written


def in_template(source: str, name: str) -> Iterator[Sentence]:
    """Yield the sentences of a template."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type == TokenType.VAR:
            yield from _constants(token.contents, name)
        elif token.token_type == TokenType.BLOCK:
            if found := inline_re.match(token.contents):
                text = _unquoted(found[1])
                if text is not None:
                    yield Sentence(text.replace("%", "%%"), None, _context(token), {name})
                yield from _constants(token.contents[found.end(1) :], name)
            elif block_re.match(token.contents):
                yield _block(token, tokens, name)
            elif token.contents.split(None, 1)[0] == "comment":
                _skip(tokens)
            else:
                yield from _constants(token.contents, name)


def _block(opening: Token, tokens: Iterator[Token], name: str) -> Sentence:
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token.token_type == TokenType.BLOCK:
            if endblock_re.match(token.contents):
                break
            if plural_re.match(token.contents):
                parts.append([])
                continue
            raise Unreadable(f"{name}:{token.lineno}: no tags inside a sentence: {token.contents}")
        if token.token_type == TokenType.VAR:
            parts[-1].append(f"%({token.contents})s")
        elif token.token_type == TokenType.TEXT:
            parts[-1].append(token.contents.replace("%", "%%"))
    words = ["".join(part) for part in parts]
    if " trimmed" in opening.contents:
        words = [trim_whitespace(word) for word in words]
    return Sentence(words[0], words[1] if len(words) > 1 else None, _context(opening), {name})


def _skip(tokens: Iterator[Token]) -> None:
    for token in tokens:
        if token.token_type == TokenType.BLOCK and token.contents.strip() == "endcomment":
            return


def _constants(contents: str, name: str) -> Iterator[Sentence]:
    for found in constant_re.findall(contents):
        text = _unquoted(found.removeprefix("_(").removesuffix(")"))
        if text:
            yield Sentence(text.replace("%", "%%"), None, None, {name})


def _unquoted(word: str) -> str | None:
    found = QUOTED.match(word.strip())
    return found["text"].replace(f"\\{found['quote']}", found["quote"]) if found else None


def _context(token: Token) -> str | None:
    found = CONTEXT.search(token.contents)
    return found["context"] if found else None


def gather(root: Path = SOURCES) -> dict[Key, Sentence]:
    """Read every sentence of the rooms, in the order of their words."""
    found: dict[Key, Sentence] = {}
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if "tests" in parts or "__pycache__" in parts:
            continue
        name = str(path.relative_to(root))
        if path.suffix == ".py":
            sentences: Iterable[Sentence] = in_python(path.read_text(encoding="utf-8"), name)
        elif "templates" in parts and path.suffix in {".html", ".txt", ".svg", ".xml"}:
            sentences = in_template(path.read_text(encoding="utf-8"), name)
        else:
            continue
        for each in sentences:
            known = found.setdefault(each.key, each)
            known.files |= each.files
            known.plural = known.plural or each.plural
    return dict(sorted(found.items(), key=lambda item: (min(item[1].files), item[1].text, item[1].context or "")))


def catalog_of(language: str) -> Path:
    """Say where the catalog of a language is."""
    return LOCALE / to_locale(language) / "LC_MESSAGES" / "django.po"


def merged(sentences: dict[Key, Sentence], known: polib.POFile, language: str) -> polib.POFile:
    """Make the catalog of a language anew, with the translations that are known."""
    made = polib.POFile(wrapwidth=100)
    plurals = known.metadata.get("Plural-Forms") or PLURALS.get(language) or PLURALS["en"]
    made.metadata = {
        "Project-Id-Version": "Xingtan",
        "Language": to_locale(language),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plurals,
    }
    forms = int(re.search(r"nplurals=(\d+)", plurals)[1])  # type: ignore[index]  # every rule of plurals begins so
    translated = {(each.msgctxt, each.msgid): each for each in known if not each.obsolete}
    for sentence in sentences.values():
        old = translated.get(sentence.key)
        entry = polib.POEntry(msgid=sentence.text, msgctxt=sentence.context)
        entry.occurrences = [(name, "") for name in sorted(sentence.files)]
        entry.tcomment = old.tcomment if old else ""
        if "%(" in sentence.text or "%(" in (sentence.plural or ""):
            entry.flags = ["python-format"]
        if sentence.plural:
            entry.msgid_plural = sentence.plural
            given = old.msgstr_plural if old else {}
            entry.msgstr_plural = {form: given.get(form, "") for form in range(forms)}
        else:
            entry.msgstr = old.msgstr if old else ""
        if old and DRAFTED in old.flags and entry.translated():
            entry.flags.append(DRAFTED)
        made.append(entry)
    # Read by the site, which tells its visitors.
    if drafted := sum(DRAFTED in each.flags for each in made):
        made.metadata[SHARE] = f"{drafted} of {len(made)}"
    return made


def languages() -> list[str]:
    """List the languages that have a catalog."""
    return [path.parts[-3].replace("_", "-").lower() for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))]


def stale(sentences: dict[Key, Sentence]) -> dict[str, polib.POFile]:
    """Give the catalogs that are not as the code asks, as they should be."""
    found = {}
    for language in languages():
        path = catalog_of(language)
        made = merged(sentences, polib.pofile(str(path)), language)
        if _written(made) != path.read_text(encoding="utf-8"):
            found[language] = made
    return found


def _written(catalog: polib.POFile) -> str:
    return f"{str(catalog).rstrip()}\n"


def mark(path: Path) -> None:
    """Mark every translation of a catalog as drafted."""
    catalog = polib.pofile(str(path))
    for entry in catalog:
        if entry.translated() and DRAFTED not in entry.flags:
            entry.flags.append(DRAFTED)
    path.write_text(_written(catalog), encoding="utf-8")


def pseudo(sentence: str) -> str:
    """Say a sentence in the language that nobody speaks: accents, brackets, and a third longer."""
    kept = re.split(r"(%\(\w+\)[sd]|%%|<[^>]*>|&\w+;|https?://\S+)", sentence)
    said = "".join(part if place % 2 else part.translate(ACCENTS) for place, part in enumerate(kept))
    return f"⟦{said}{'~' * (len(sentence) // 3)}⟧"


ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçđéƒĝĥïĵķłɱñôþǫŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÏĴĶŁṀÑÔÞǪŔŠŢÛṼŴẊÝŽ",
)
PSEUDO = "en-xa"


def write_pseudo(folder: Path) -> Path:
    """Compile the language that nobody speaks into a folder, for tests and for looking at long words."""
    made = merged(gather(), polib.POFile(), PSEUDO)
    for entry in made:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: pseudo(entry.msgid), 1: pseudo(entry.msgid_plural)}
        else:
            entry.msgstr = pseudo(entry.msgid)
    path = folder / to_locale(PSEUDO) / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save_as_mofile(str(path))
    return path


def main() -> int:
    """Write what is out of step, or say so."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail if a catalog is out of step")
    parser.add_argument("--add", metavar="LANGUAGE", help="begin a language, by its tag: de, pt-br")
    parser.add_argument("--pseudo", metavar="FOLDER", type=Path, help="compile the pseudo-language into a folder")
    parser.add_argument("--drafted", metavar="LANGUAGE", help="mark what is translated as drafted by a machine")
    asked = parser.parse_args()

    if asked.drafted:
        mark(catalog_of(asked.drafted))
    if asked.pseudo:
        print(write_pseudo(asked.pseudo))
        return 0
    if asked.add and not catalog_of(asked.add).exists():
        catalog_of(asked.add).parent.mkdir(parents=True, exist_ok=True)
        catalog_of(asked.add).write_text("", encoding="utf-8")
    changed = stale(gather())
    for language, made in changed.items():
        if asked.check:
            print(f"{language}: out of step with the code; python3 run.py python tools/messages.py", file=sys.stderr)
        else:
            catalog_of(language).write_text(_written(made), encoding="utf-8")
        empty = len(made.untranslated_entries())
        print(f"{language}: {len(made)} sentences, {empty} without a translation")
    return 1 if asked.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
