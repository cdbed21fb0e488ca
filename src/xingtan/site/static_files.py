"""Files of the front end, served beside Django: compressed when built, and kept by browsers for ever."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import get_finders
from whitenoise import WhiteNoise

Application = Callable[[dict[str, Any], Any], Any]

# Vite names each file by its content, so a name never means other bytes.
NAMED_BY_CONTENT = re.compile(r"^.*/built/.+-[\w-]{8}\.\w+$")


def with_static_files(application: Application, prefix: str) -> Any:
    """Answer what lies under the prefix from the files of every room, and all else from the application."""
    served = WhiteNoise(application, immutable_file_test=lambda path, url: NAMED_BY_CONTENT.match(url), max_age=3600)
    for finder in get_finders():
        for path, storage in finder.list([]):
            if not path.endswith((".gz", ".br")):
                served.add_file_to_dictionary(f"{prefix}{Path(path).as_posix()}", storage.path(path))
    return served
