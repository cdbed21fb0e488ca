"""Pre-flight: what stands in the way of handing a course to a platform. Plain values in, plain values out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum


class Lack(Enum):
    """What may be missing."""

    CONTENT = "content"
    LICENCE_UNSAID = "licence_unsaid"
    LICENCE = "licence"
    LANGUAGE = "language"
    CAPTIONS = "captions"
    PICTURE_NONE = "picture_none"
    PICTURE_SMALL = "picture_small"
    WORKLOAD_UNSAID = "workload_unsaid"
    WORKLOAD_LESS = "workload_less"
    WORKLOAD_MORE = "workload_more"


@dataclass(frozen=True, kw_only=True)
class Film:
    """A film of the course."""

    title: str
    captions: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Cargo:
    """What is known of a course.

    :param languages: tags, as in BCP 47
    :param picture: width and height in pixels; none, where there is no picture
    :param hours: workload
    """

    has_content: bool
    licence: str
    languages: Sequence[str]
    films: Sequence[Film] = ()
    picture: tuple[int, int] | None = None
    hours: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a platform asks; nothing said is nothing asked."""

    wants_captions: bool = False
    licences: Sequence[str] = ()
    languages: Sequence[str] = ()
    picture: tuple[int, int] | None = None
    least_hours: int | None = None
    most_hours: int | None = None


@dataclass(frozen=True)
class Finding:
    """One thing in the way, with what is there and what is asked."""

    lack: Lack
    there: str = ""
    asked: str = ""
    films: Sequence[str] = field(default=())


def preflight(cargo: Cargo, asked: Asked) -> list[Finding]:
    """Find everything that stands in the way, in the order in which one would mend it."""
    found = []
    if not cargo.has_content:
        found.append(Finding(Lack.CONTENT))
    if not cargo.licence:
        # Nobody may take what nobody said they may take.
        found.append(Finding(Lack.LICENCE_UNSAID, asked=", ".join(asked.licences)))
    elif asked.licences and cargo.licence not in asked.licences:
        found.append(Finding(Lack.LICENCE, cargo.licence, ", ".join(asked.licences)))
    if asked.languages and not _base(cargo.languages) & _base(asked.languages):
        found.append(Finding(Lack.LANGUAGE, ", ".join(cargo.languages), ", ".join(asked.languages)))
    return [*found, *_films(cargo, asked), *_picture(cargo, asked), *_workload(cargo, asked)]


def _films(cargo: Cargo, asked: Asked) -> list[Finding]:
    spoken = _base(cargo.languages)
    mute = [film.title for film in cargo.films if not _base(film.captions) & spoken]
    return [Finding(Lack.CAPTIONS, films=tuple(mute))] if asked.wants_captions and mute else []


def _picture(cargo: Cargo, asked: Asked) -> list[Finding]:
    if asked.picture is None:
        return []
    wanted = _size(asked.picture)
    if cargo.picture is None:
        return [Finding(Lack.PICTURE_NONE, asked=wanted)]
    if cargo.picture[0] < asked.picture[0] or cargo.picture[1] < asked.picture[1]:
        return [Finding(Lack.PICTURE_SMALL, _size(cargo.picture), wanted)]
    return []


def _workload(cargo: Cargo, asked: Asked) -> list[Finding]:
    if asked.least_hours is None and asked.most_hours is None:
        return []
    if cargo.hours is None:
        return [Finding(Lack.WORKLOAD_UNSAID)]
    if asked.least_hours is not None and cargo.hours < asked.least_hours:
        return [Finding(Lack.WORKLOAD_LESS, f"{cargo.hours:g}", str(asked.least_hours))]
    if asked.most_hours is not None and cargo.hours > asked.most_hours:
        return [Finding(Lack.WORKLOAD_MORE, f"{cargo.hours:g}", str(asked.most_hours))]
    return []


def _size(size: tuple[int, int]) -> str:
    return f"{size[0]} × {size[1]}"


def _base(tags: Sequence[str] | frozenset[str]) -> set[str]:
    return {tag.split("-")[0].lower() for tag in tags}
