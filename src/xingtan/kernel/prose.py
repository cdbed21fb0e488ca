"""Prose: what people write, made safe to show. Markdown, mathematics, code; and cleaning of HTML."""

import html
import re
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

_MATHML = frozenset(
    "math semantics annotation mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover "
    "munderover mmultiscripts mprescripts none mtable mtr mtd mstyle mpadded mphantom merror menclose".split()
)
_MATH_ATTRIBUTES = frozenset(
    "display mathvariant stretchy fence separator form lspace rspace minsize maxsize linethickness accent "
    "accentunder columnalign rowalign columnspan rowspan displaystyle scriptlevel width height depth xmlns encoding "
    "columnlines rowlines columnspacing rowspacing movablelimits largeop symmetric".split()
)
_MEDIA = frozenset("figure figcaption audio video source track picture".split())
_TAGS = frozenset(nh3.ALLOWED_TAGS) | _MATHML | _MEDIA | {"section", "details", "summary", "mark", "input"}
_ATTRIBUTES: dict[str, set[str]] = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    **{tag: set(_MATH_ATTRIBUTES) for tag in _MATHML},
    "*": {"lang", "dir", "title", "id", "class", "role", "aria-label", "aria-describedby", "aria-hidden"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height", "loading"},
    "video": {"src", "controls", "poster", "width", "height", "preload"},
    "audio": {"src", "controls", "preload"},
    "source": {"src", "type"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "input": {"type", "checked", "disabled"},
    "details": {"open"},
    "ol": {"start", "type", "reversed"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "headers"},
}
# file: and course: are ours, "file:<digest>/<name>" and "course:<key>", resolved when shown.
SCHEMES = {"http", "https", "mailto", "tel", "file", "course"}
_TAG = re.compile(r"(<[^>]*>)")
_LITERAL = re.compile(r"<(/?)(?:pre|code|math|kbd|samp|textarea)\b", re.IGNORECASE)
# A formula holds no second beginning: a text of nothing but beginnings would be read to its end from each of them.
_FORMULA = re.compile(r"\\\(((?:(?!\\\().)+?)\\\)|\\\[((?:(?!\\\[).)+?)\\\]", re.DOTALL)
# Colouring, and looking for the end of `$$`, take time that grows with the square of what a stranger wrote.
LONGEST_CODE = 10_000
MOST_OPEN_BLOCKS = 50
_INPUT = re.compile(r"<input\b(?![^>]*type=\"checkbox\")[^>]*>")
# Made once: making one takes longer than cleaning a page.
_cleaner = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel="noopener noreferrer",
    clean_content_tags={"script", "style"},
)
_stripper = nh3.Cleaner(tags=set(), clean_content_tags={"script", "style", "math"})


def clean(source: str) -> SafeString:
    """Clean HTML of a stranger: keeps what can be read, drops what can act."""
    cleaned = _cleaner.clean(source)
    return mark_safe(_INPUT.sub("", cleaned))  # noqa: S308 - nh3 has cleaned it


def plain(source: str) -> str:
    """Give the words of some HTML, without any markup."""
    spaced = re.sub(r"</(p|div|li|h\d|tr|td|th|br)>|<br\s*/?>", r" \g<0>", source)
    bare = _stripper.clean(spaced)
    return re.sub(r"\s+", " ", html.unescape(bare)).strip()


@lru_cache(maxsize=4096)
def math(latex: str, *, block: bool = False) -> SafeString:
    """Render LaTeX mathematics as MathML; what cannot be read is shown as it was written."""
    try:
        made = convert(latex, display="block" if block else "inline")
    except Exception:  # noqa: BLE001 - the converter raises whatever it stumbles over
        return mark_safe(f'<code class="math-source">{html.escape(latex)}</code>')  # noqa: S308 - escaped here
    return clean(made)


def formulas(source: str) -> SafeString:
    r"""Render the mathematics in clean HTML, where it is written `\(…\)` or `\[…\]`; in code it is left alone."""
    if "\\(" not in source and "\\[" not in source:
        return mark_safe(source)  # noqa: S308 - it was clean when it came
    return _formulas(source)


@lru_cache(maxsize=1024)
def _formulas(source: str) -> SafeString:
    pieces = _TAG.split(source)
    depth = 0
    for number, piece in enumerate(pieces):
        if not number % 2:
            pieces[number] = piece if depth else _FORMULA.sub(_formula, piece)
        elif found := _LITERAL.match(piece):
            depth = max(0, depth - 1 if found[1] else depth + 1)
    return mark_safe("".join(pieces))  # noqa: S308 - clean pieces, and formulas drawn here


def _formula(found: re.Match[str]) -> str:
    inline, block = found.groups()
    return math(html.unescape(inline or block).strip(), block=inline is None)


@lru_cache(maxsize=512)
def markdown(source: str) -> SafeString:
    """Render Markdown (CommonMark, tables, footnotes, ``$…$`` mathematics, highlighted code), cleaned."""
    return clean(_reader().render(source))


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name is a library's
        """Let every address pass: the cleaning that follows decides, and it knows our own `file:` and `course:`."""
        return True


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    reader = _Reader("commonmark", {"html": True, "highlight": _highlight, "typographer": False})
    reader.enable(["table", "strikethrough"])
    footnote_plugin(reader)
    dollarmath_plugin(reader, allow_space=False, double_inline=True, renderer=_render_math)
    _give_up_soon(reader, "math_block")
    return reader


def _give_up_soon(reader: MarkdownIt, name: str) -> None:
    """Let the rule look for the end of what begins with `$$` only so often in vain: each time it reads to the end."""
    rule = next(each for each in reader.block.ruler.__rules__ if each.name == name)
    find = rule.fn

    def found(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - the signature is a library's
        start = state.bMarks[first] + state.tShift[first]
        if not state.src.startswith("$$", start) or state.env.get("open_blocks", 0) >= MOST_OPEN_BLOCKS:
            return False
        if find(state, first, last, silent):
            return True
        state.env["open_blocks"] = state.env.get("open_blocks", 0) + 1
        return False

    reader.block.ruler.at(name, found, {"alt": rule.alt})


def _render_math(latex: str, options: dict[str, bool]) -> str:
    return math(latex, block=options.get("display_mode", False))


def _highlight(code: str, language: str, _attributes: str) -> str:
    from pygments import highlight  # noqa: PLC0415 - a large library, needed only where there is code
    from pygments.formatters import HtmlFormatter  # noqa: PLC0415 - only pages with code need it
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - only pages with code need it
    from pygments.util import ClassNotFound  # noqa: PLC0415 - only pages with code need it

    if not language or len(code) > LONGEST_CODE:
        return ""
    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return ""
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True)))
