"""Taking in a whole course: the one way content enters."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from xingtan.authoring.actions.facts import tell_catalog
from xingtan.authoring.actions.publishing import Draft, hold, publish
from xingtan.authoring.actions.writing import Shelf, Written, faults, write_down
from xingtan.authoring.events import TakenIn
from xingtan.authoring.models import Intake, Version
from xingtan.authoring.queries.facts import catalog_fields, facts_json
from xingtan.authoring.registry import keys, references
from xingtan.authoring.registry.bundle import Bundle, BundleBlock, BundleFile, Finding, Report, Source
from xingtan.catalog import public as catalog
from xingtan.kernel import files
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.universities import public as universities

Progress = Callable[[int, int, str], None]


class CourseHasErrors(RuleBroken):
    """Something in the course cannot be read, and half a course is not taken."""

    message = _("There are errors in this course, so nothing was saved. The report says where each one is.")


class CourseIsEmpty(RuleBroken):
    """Nothing was found that a learner could read."""

    message = _("No course was found in this file, so nothing was saved.")


def examine(bundle: Bundle) -> Report:
    """Say what would become of each element, with what we find wrong ourselves, and keep nothing."""
    report = bundle.report
    return Report(
        kept=list(report.kept),
        changed=list(report.changed),
        unsupported=list(report.unsupported),
        errors=[*report.errors, *_faults(bundle)],
    )


def take_in(
    *,
    bundle: Bundle,
    course: catalog.Course | None,
    university: universities.University,
    by: people.Person | None,
    now: datetime,
    slug: str = "",
    progress: Progress | None = None,
    intake: Intake | None = None,
) -> Version:
    """Make a version of a bundle: of this course, or of a new one among the university's drafts. All, or nothing.

    :param slug: address of a new course, if not the one the bundle says
    :param intake: the file this bundle was read from; it becomes a version once, however often this is called
    :param progress: told how many files and blocks are done, how many there are, and which
    :raises CourseHasErrors: if the report of the bundle has errors
    :raises CourseIsEmpty: if there is no unit in it
    :raises AddressIsTaken: if a new course would have the address of another
    """
    report = examine(bundle)
    if report.errors:
        raise CourseHasErrors
    if not any(True for _unit in bundle.units()):
        raise CourseIsEmpty
    # Files and blocks are kept before the deed: it may take minutes, and what nobody points to does no harm.
    draft, written = _prepare(bundle, progress or silent)
    return _take_in(
        course=course,
        university=university,
        slug=slug or slug_for(bundle),
        draft=draft,
        written=written,
        intake=intake,
        by=by,
        now=now,
    )


@deed
def _take_in(
    *,
    course: catalog.Course | None,
    university: universities.University,
    slug: str,
    draft: Draft,
    written: list[Written],
    intake: Intake | None,
    by: people.Person | None,
    now: datetime,
) -> Version:
    if intake is not None:
        intake = Intake.objects.select_for_update(of=("self",)).select_related("version").get(pk=intake.pk)
        if intake.version is not None:
            return intake.version
    if course is None:
        fields = catalog_fields(draft.facts, draft.files)
        course = catalog.add_course(university=university, slug=slug, by=by, **fields)
    held = hold(course)
    left = held.draft
    tell_catalog(course=held.course, shown=(left.facts, left.files), wanted=(draft.facts, draft.files), by=by)
    version = publish(
        held=held,
        draft=draft,
        written=written,
        change=Version.Change.TAKEN_IN,
        what=str(course.title),
        by=by,
        now=now,
    )
    if intake is not None:
        intake.course, intake.version = course, version
        intake.save(update_fields=["course", "version"])

    emit(TakenIn(actor=by.uid if by else None, university=university.uid, course=course.uid, version_uid=version.uid))
    return version


def slug_for(bundle: Bundle) -> str:
    """Give the address that a new course made of this bundle has."""
    titles = (bundle.facts.title.get("en", ""), *bundle.facts.title.values())
    return next((slug for text in (bundle.facts.slug, *titles) if (slug := slugify(text)[:80].strip("-"))), "course")


@dataclass(frozen=True, slots=True)
class _Packed:
    """The files of a bundle that is still open, as kinds ask for them."""

    by_digest: dict[str, BundleFile]
    shelf: Shelf

    def size(self, digest: str, /) -> int | None:
        file = self.by_digest.get(digest)
        return file.size_bytes if file else None

    def read(self, digest: str, /) -> bytes | None:
        file = self.by_digest.get(digest)
        if file is None:
            return None
        with file.open() as opened:
            return opened.read()

    def keep(self, content: bytes, name: str, /) -> str:
        return self.shelf.keep(content, name)


def _prepare(bundle: Bundle, progress: Progress) -> tuple[Draft, list[Written]]:
    blocks = list(bundle.blocks())
    total, done = len(bundle.files) + len(bundle.sources) + len(blocks), 0
    packed: list[tuple[str, BundleFile | Source]] = [*bundle.files.items(), *bundle.sources.items()]
    for path, file in packed:
        progress(done, total, path)
        if not files.exists(file.digest):
            with file.open() as opened:
                files.keep(opened, name=path.rpartition("/")[2])
        done += 1
    stock = _Packed({file.digest: file for file in bundle.files.values()}, Shelf())
    written = []
    for block in blocks:
        progress(done, total, block.key)
        written.append(write_down(key=block.key, kind=block.kind, title=block.title, data=block.data, stock=stock))
        done += 1
    progress(done, total, "")
    return _draft(bundle, written), written


def _draft(bundle: Bundle, written: Iterable[Written]) -> Draft:
    return Draft(
        outline=bundle.outline(),
        blocks={block.key: block.row for block in written},
        files={
            path: {"digest": file.digest, "size_bytes": file.size_bytes, "media_type": file.media_type}
            for path, file in bundle.files.items()
        },
        sources={
            path: {"digest": source.digest, "size_bytes": source.size_bytes, "blocks": list(source.blocks)}
            for path, source in bundle.sources.items()
        },
        policy=bundle.policy.to_json(),
        facts=facts_json(bundle),
    )


def _faults(bundle: Bundle) -> list[Finding]:
    found = [
        Finding(place=key, what=what, why=_WHY_TWICE if keys.is_key(key) else _WHY_NO_KEY)
        for what, names in _names(bundle).items()
        for key, count in Counter(names).items()
        if count > 1 or not keys.is_key(key)
    ]
    there = {file.digest for file in bundle.files.values()}
    if references.digests_in(dict(bundle.facts.about)) - there:
        found.append(Finding(place="about", what="course", why=_WHY_NO_FILE))
    for block in bundle.blocks():
        found += _block_faults(block)
        if references.digests_in(block.data) - there:
            found.append(Finding(place=block.key, what=block.kind, why=_WHY_NO_FILE))
    return found


def _names(bundle: Bundle) -> dict[str, list[str]]:
    return {
        "chapter": [chapter.key for chapter in bundle.chapters],
        "section": [section.key for section in bundle.sections()],
        "unit": [unit.key for unit in bundle.units()],
        "block": [block.key for block in bundle.blocks()],
    }


def _block_faults(block: BundleBlock) -> list[Finding]:
    return [
        Finding(place=block.key, what=block.kind, why=_WHY_FAULTY, detail=problem)
        for problem in faults(block.kind, block.data)
    ]


def silent(done: int, total: int, sentence: str) -> None:
    """Tell nobody."""


_WHY_TWICE = gettext_noop("Two parts of the course have the same key, so results could not be told apart.")
_WHY_NO_KEY = gettext_noop("This cannot be a key: letters a to z, digits, - and _ only, at most 100.")
_WHY_NO_FILE = gettext_noop("It points to a file that is not in the course.")
_WHY_FAULTY = gettext_noop("This is not what a block of this kind holds.")
