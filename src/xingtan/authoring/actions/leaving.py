"""Letting a course leave: its files written in a format, packed or as a folder."""

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from xingtan.authoring.actions.intake import Progress, silent
from xingtan.authoring.actions.reading import FormatUnknown
from xingtan.authoring.registry import formats
from xingtan.authoring.registry.bundle import Bundle, Opener

# No moment of packing in it, so that the same course is packed into the same bytes.
SOME_DAY = (1980, 1, 1, 0, 0, 0)


def written(bundle: Bundle, *, name: str) -> Mapping[str, Opener]:
    """Give the files of the course in this format, by path.

    :raises FormatUnknown: if no room writes it
    """
    known = formats.named(name)
    if not isinstance(known, formats.WrittenFormat):
        raise FormatUnknown
    return known.write(bundle)


def pack(files: Mapping[str, Opener], archive: IO[bytes], *, progress: Progress = silent) -> None:
    """Put the files into a zip archive that is the same each time."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, (path, opened) in enumerate(sorted(files.items())):
            progress(number, len(files), path)
            info = zipfile.ZipInfo(path, date_time=SOME_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            with opened() as source, packed.open(info, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target)


def unfold(files: Mapping[str, Opener], folder: Path, *, progress: Progress = silent) -> None:
    """Write the files into a folder, which is made if it is not there."""
    for number, (path, opened) in enumerate(sorted(files.items())):
        progress(number, len(files), path)
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        with opened() as source, place.open("wb") as target:
            shutil.copyfileobj(source, target)
