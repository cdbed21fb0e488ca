"""The formats that catalogues are gathered from. Rooms above plug theirs in; to add one is to write one file.

`said` reads plain values from whatever a platform writes: languages by name, dates in many forms, licences by address.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import entry_points
from typing import IO, Any, Literal, Protocol, runtime_checkable

from xingtan.catalog.registry import Facts

logger = logging.getLogger(__name__)

PAGE = 1000
"""As many records as are taken in at once; a source that has more gives another page."""


@dataclass(frozen=True, slots=True)
class Bad:
    """A record that cannot be taken in. It is reported, and the rest goes on.

    :param place: where it stands: an address, a line, a number, whatever the platform's people will find it by
    :param what: what is wrong, in a sentence: ``"The course has no title."``
    :param why: what stood there, or how to mend it
    """

    place: str
    what: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A part of a catalogue, taken in whole and once.

    :param found: courses that are there
    :param still: remote ids of courses that are there and unchanged, where a format can tell without reading them
    :param gone: remote ids of courses that the platform says it removed
    :param bad: what could not be read
    :param state: what ``read`` needs to go on after this page; JSON values. It is kept with the page, in one
        transaction. After a kill, and at the next harvest, ``read`` is given that of the last page kept
    :param total: how many courses there are in all, if the format says
    :param is_last: nothing comes after this page
    :param covers_all: on the last page: everything there is was found in this pass, so what was not is gone.
        Never true for a pass that asked only for what changed
    """

    found: Sequence[Facts] = ()
    still: Sequence[str] = ()
    gone: Sequence[str] = ()
    bad: Sequence[Bad] = ()
    state: Mapping[str, Any] = field(default_factory=dict)
    total: int | None = None
    is_last: bool = False
    covers_all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something a format asks of whoever sets up a feed.

    :param kind: a line, many lines, or one of ``choices`` (value and label)
    """

    name: str
    label: Any
    help: Any = ""
    default: str = ""
    is_required: bool = False
    kind: Literal["line", "lines", "choice"] = "line"
    choices: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is agreed about a feed.

    :param options: what was filled in for the format's options, each with its default where nothing was
    :param last_ok_at: when the last complete harvest began; None before the first
    """

    url: str
    options: Mapping[str, str] = field(default_factory=dict)
    last_ok_at: datetime | None = None
    platform: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a platform answered: status 200 to 299. The body is in a file that stays as long as the reply.

    :param url: where it came from in the end, after redirects
    :param headers: by names in lower case
    :param file: the body, open at its beginning
    """

    url: str
    headers: Mapping[str, str]
    file: IO[bytes]
    size_bytes: int

    @property
    def media_type(self) -> str:
        """Name the kind of body, without its parameters, in lower case."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    def read(self) -> bytes:
        """Read the whole body."""
        self.file.seek(0)
        return self.file.read()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The platform says that nothing changed at this address since it was last taken in whole."""

    url: str


class Way(Protocol):
    """The polite way to a platform: conditional, patient, bounded, and only to public addresses.

    Whatever it refuses or does not get is raised as ``kernel.errors.OutsideFailed`` with words for the report: let
    it pass. ``robots.txt``, ``Retry-After``, pauses, back-off, limits and loops are its business.
    """

    def get(
        self, url: str, *, accept: str = "*/*", most_bytes: int | None = None, is_conditional: bool = True
    ) -> Reply | Unchanged:
        """Ask for a page.

        :param most_bytes: less than the limit that holds anyway
        :param is_conditional: whether ``Unchanged`` is an answer you can use
        :raises OutsideFailed: if it cannot be had
        """

    def try_get(self, url: str, *, accept: str = "*/*", most_bytes: int | None = None) -> Reply | Unchanged | Bad:
        """Ask for one page of many: what is not there is a line in the report, and the rest goes on.

        :raises OutsideFailed: if the platform as a whole cannot be had
        """


@runtime_checkable
class Source(Protocol):
    """A format to gather from."""

    @property
    def name(self) -> str:
        """Name the format in tables, settings and the catalogue's provenance: ``moochub``."""
        ...

    @property
    def label(self) -> Any:
        """Name the format for people."""
        ...

    @property
    def options(self) -> Sequence[Option]:
        """List what a feed of this format can say besides its address."""
        ...

    def read(self, feed: Terms, way: Way, state: dict[str, Any], *, now: datetime) -> Iterator[Page]:
        """Read the catalogue, a page at a time, from where ``state`` says; lazily, as each page is kept before the next.

        ``state`` is empty at the very first time and when everything is to be read anew; otherwise it is that of the
        last page that was kept, whether a kill or the end of a pass came after it (tell the two apart by what you
        write into it). What a stranger wrote never raises: it is a ``Bad``, and the next record follows.

        :raises OutsideFailed: if the catalogue as a whole cannot be read
        """
        ...


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a format; registering the same name again replaces it."""
    _sources[source.name] = source


def named(name: str) -> Source | None:
    """Give the format of this name, if it is registered."""
    return _sources.get(name)


def every() -> list[Source]:
    """Give all formats, by name."""
    return [_sources[name] for name in sorted(_sources)]


def load_plugins() -> None:
    """Register the formats that installed packages offer under the entry point ``xingtan.sources``."""
    for point in entry_points(group="xingtan.sources"):
        try:
            offered = point.load()
        except Exception:  # a package of others may fail in any way, and must not stop the site
            logger.exception("A package with a source cannot be loaded: %s", point.name)
            continue
        register(offered() if isinstance(offered, type) else offered)
