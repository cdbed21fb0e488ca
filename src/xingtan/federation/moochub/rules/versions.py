"""Which version of MOOChub is spoken: as the partner asks in ``Accept``, the newest if they do not say."""

import re
from dataclasses import dataclass
from datetime import datetime

MEDIA_TYPE = "application/vnd.api+json"
PARAMETER = "moochub-version"
# Types under which a reader who knows no JSON:API takes it all the same.
_FITTING = {MEDIA_TYPE, "application/json", "application/*", "*/*"}
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Version:
    """A version that we give.

    :param ends_at: when we stop giving it; said in ``Sunset`` as soon as it is known
    """

    number: str
    ends_at: datetime | None = None

    @property
    def media_type(self) -> str:
        """Name what is sent, with its version."""
        return f"{MEDIA_TYPE}; {PARAMETER}={self.number}"

    def fits(self, asked: str) -> bool:
        """Test whether this is what somebody asks for: ``3``, ``3.0`` and ``3.0.1`` are all version 3.0."""
        ours, theirs = self.number.split("."), asked.split(".")
        return ours[: len(theirs)] == theirs[: len(ours)] and all(part.isdigit() for part in theirs)


# The newest first.
VERSIONS = (Version("3.0"),)


def choose(accept: str, versions: tuple[Version, ...] = VERSIONS) -> Version | None:
    """Choose the version to answer in; none if nothing that is asked for can be given."""
    if not accept.strip():
        return versions[0]
    for media_type, parameters in _wanted(accept[:_LONGEST]):
        if media_type not in _FITTING:
            continue
        asked = parameters.get(PARAMETER)
        found = next((each for each in versions if asked is None or each.fits(asked)), None)
        if found:
            return found
    return None


def _wanted(accept: str) -> list[tuple[str, dict[str, str]]]:
    """List the types of an ``Accept`` header, the most wanted first; those that are refused are not in it."""
    found: list[tuple[float, str, dict[str, str]]] = []
    for each in accept.split(","):
        media_type, *rest = (part.strip() for part in each.split(";"))
        pairs = (part.partition("=") for part in rest)
        parameters = {name.strip().lower(): value.strip().strip('"') for name, _, value in pairs}
        said = parameters.pop("q", "1")
        quality = float(said) if re.fullmatch(r"[01](\.\d{0,3})?", said) else 1.0
        if quality:
            found.append((-quality, media_type.lower(), parameters))
    return [(media_type, parameters) for _, media_type, parameters in sorted(found, key=lambda each: each[0])]
