"""A unit on the workbench: its blocks, and what is done with one of them. Each deed makes a version."""

from collections.abc import Callable, Mapping
from typing import IO, Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.authoring import access, actions, forms, queries
from xingtan.authoring.queries import ReadBlock
from xingtan.authoring.registry import kinds
from xingtan.authoring.registry.kinds import Kind, in_language
from xingtan.authoring.views.common import after, crumbs_of, language_of, languages_of, made, own_language
from xingtan.catalog import public as catalog
from xingtan.kernel import files
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, go, now, page, show

OFFERED = ("text", "video", "problem", "document")
"""Kinds that a teacher adds, in this order; what a package brings comes after them."""
NOT_OFFERED = {"unknown", "frame"}


@page(access.unit_to_author, methods=("GET",))
def unit(request: Request, course: catalog.Course, key: str) -> HttpResponse:
    """Show the blocks of a unit as one reads them, each with what can be done."""
    newest, found = queries.unit_in_newest(course, key)
    language = language_of(request, course)
    outline = queries.outline_of(newest)
    base = queries.base_of(course)
    before, following = outline.neighbours(key)
    context = {
        "course": course,
        "unit": found,
        "title": found.title.in_(language) or key,
        "language": language,
        "blocks": queries.unit_on_bench(course, newest, key, language=language),
        "kinds": [{"label": kind.label, "url": f"{base}units/{key}/{kind.name}/"} for kind in offered()],
        "title_url": f"{base}titles/{key}/",
        "before": before and {"title": before.title.in_(language), "url": f"{base}units/{before.key}/"},
        "following": following and {"title": following.title.in_(language), "url": f"{base}units/{following.key}/"},
        "languages": languages_of(request, course),
        "crumbs": crumbs_of(course),
        **made(request, course, newest),
    }
    return show(request, "authoring/unit.html", context)


def offered() -> list[Kind]:
    """Give the kinds of block that a teacher can add."""
    known = [kind for name in OFFERED if (kind := kinds.named(name))]
    return [*known, *(kind for kind in kinds.every() if kind.name not in {*OFFERED, *NOT_OFFERED})]


@page(access.block_to_author)
def block(request: Request, course: catalog.Course, key: str) -> HttpResponse:
    """Change a block: show it first, or save it as a new version."""
    newest, found = queries.block_in_newest(course, key)
    language = language_of(request, course)
    editor = _Editor(request, course, found.kind, found, language)
    home = f"{queries.base_of(course)}units/{queries.outline_of(newest).unit_of[found.key]}/"
    if request.method == "POST" and editor.is_valid and "preview" not in request.POST:
        try:
            version = actions.replace_block(
                course=course,
                key=found.key,
                title=editor.title,
                data=editor.data,
                was=editor.was,
                by=request.user,
                now=now(),
                files=editor.new_files,
            )
            return go(request, after(home, version, **({"language": language} if editor.is_translation else {})))
        except RuleBroken as broken:
            editor.refuse(broken)
    return _show_editor(request, course, editor, home=home, digest=found.digest)


@page(access.unit_to_extend)
def new_block(request: Request, course: catalog.Course, key: str, kind: Kind) -> HttpResponse:
    """Add a block to a unit: show it first, or save it as a new version."""
    queries.unit_in_newest(course, key)
    editor = _Editor(request, course, kind.name, None, own_language(course))
    home = f"{queries.base_of(course)}units/{key}/"
    if request.method == "POST" and editor.is_valid and "preview" not in request.POST:
        try:
            version = actions.add_block(
                course=course,
                unit=key,
                kind=kind.name,
                title=editor.title,
                data=editor.data,
                by=request.user,
                now=now(),
                files=editor.new_files,
            )
            return go(request, after(home, version))
        except RuleBroken as broken:
            editor.refuse(broken)
    return _show_editor(request, course, editor, home=home, digest="")


@page(access.block_to_author, methods=("POST",))
def place(request: Request, course: catalog.Course, key: str) -> HttpResponse:
    """Move a block one place up or down; over the edge of its unit it enters the next one."""
    newest, found = queries.block_in_newest(course, key)
    outline = queries.outline_of(newest)
    home = outline.units[outline.unit_of[found.key]]
    at = home.blocks.index(found.key) + (-1 if "up" in request.POST else 1)
    before, following = outline.neighbours(home.key)
    target = home
    if at < 0 and before:
        target, at = before, len(before.blocks)
    elif at >= len(home.blocks) and following:
        target, at = following, 0
    base = queries.base_of(course)
    try:
        version = actions.move_block(course=course, key=found.key, unit=target.key, at=at, by=request.user, now=now())
    except actions.NothingChanged:
        return go(request, f"{base}units/{home.key}/")
    return go(request, after(f"{base}units/{target.key}/", version) + f"#block-{found.key}")


@page(access.block_to_author, methods=("POST",))
def removal(request: Request, course: catalog.Course, key: str) -> HttpResponse:
    """Take a block out of the course; it can be brought back by undoing."""
    newest, found = queries.block_in_newest(course, key)
    home = f"{queries.base_of(course)}units/{queries.outline_of(newest).unit_of[found.key]}/"
    version = actions.remove_block(course=course, key=found.key, by=request.user, now=now())
    return go(request, after(home, version))


class _Editor:
    """The two forms of a block (its title, its data) in one language, read together."""

    def __init__(
        self, request: Request, course: catalog.Course, kind: str, found: ReadBlock | None, language: str
    ) -> None:
        known = kinds.named(kind)
        self.kind = kind
        self.label = queries.label_of(kind)
        self.language = language
        self.is_translation = language != own_language(course)
        self.new_files: dict[str, dict[str, Any]] = {}
        self._old: Mapping[str, Any] = found.data if found else {}
        self._titles: dict[str, str] = dict(found.title) if found else {}
        # A kind may know better which of its data are words: `making.Speaks`.
        self._speak: Callable[[Mapping[str, Any], str], dict[str, Any]] = getattr(known, "in_language", in_language)
        shown = self._speak(self._old, language) if self.is_translation else self._old
        form: type[forms.BlockForm] = (known.form if known else None) or forms.SourceForm
        words_sent, files_sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        self.form = form(data=words_sent, files=files_sent, initial=form.initial_of(shown))
        words = {"title": found.title.get(language, "") if found else "", "was": found.digest if found else ""}
        self.titles = forms.TitleForm(words_sent, prefix="block", initial=words)
        self._data: dict[str, Any] | None = None

    @property
    def is_valid(self) -> bool:
        return self.titles.is_valid() and self.form.is_valid()

    @property
    def was(self) -> str | None:
        return self.titles.cleaned_data["was"] or None

    @property
    def title(self) -> dict[str, str]:
        return {**self._titles, self.language: self.titles.cleaned_data["title"]}

    @property
    def data(self) -> dict[str, Any]:
        """Give the whole data: what the form says, in its place among the languages."""
        if self._data is None:
            self._data = self._read()
        return self._data

    def _read(self) -> dict[str, Any]:
        if not self.is_translation:
            said = self.form.to_data(self._old, self._keep)
            return {name: value for name, value in said.items() if value != ""}
        own = {name: value for name, value in self._old.items() if name != "in"}
        said = self.form.to_data(self._speak(self._old, self.language), self._keep)
        differs = {
            name: value for name, value in said.items() if name != "in" and (value or None) != (own.get(name) or None)
        }
        return {**self._old, "in": {**(self._old.get("in") or {}), self.language: differs}}

    def _keep(self, source: IO[bytes] | bytes, name: str) -> files.Kept:
        kept = files.keep(source, name=name)
        self.new_files[name] = {"digest": kept.digest, "size_bytes": kept.size_bytes, "media_type": kept.media_type}
        return kept

    def refuse(self, broken: RuleBroken) -> None:
        self.form.add_error(None, str(broken))

    def preview(self, course: catalog.Course) -> str:
        """Render what would be saved.

        :raises RuleBroken: if it cannot be saved
        """
        actions.check_files(course=course, data=self.data, files=self.new_files)
        block = actions.write_down(
            key="preview", kind=self.kind, title=self.title, data=self.data, stock=actions.Shelf()
        )
        return queries.read_block(block, language=self.language)


def _show_editor(request: Request, course: catalog.Course, editor: _Editor, *, home: str, digest: str) -> HttpResponse:
    preview, status = "", 200
    if request.method == "POST":
        status = 422
        if editor.is_valid and not editor.form.errors:
            try:
                preview, status = editor.preview(course), 200
            except RuleBroken as broken:
                editor.refuse(broken)
    context = {
        "course": course,
        "editor": editor,
        "preview": preview,
        "home": home,
        "languages": languages_of(request, course) if digest else [],
        "keep_key": f"block:{course.uid}:{request.path}:{editor.language}:{digest}",
        "crumbs": [*crumbs_of(course), (_("Unit"), home)],
    }
    return show(request, "authoring/block.html", context, part="preview", status=status)
