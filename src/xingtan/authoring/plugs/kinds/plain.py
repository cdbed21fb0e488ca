"""What all kinds have in common that are read and not answered."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

DIGEST = re.compile(r"[0-9a-f]{64}")


class Plain:
    """A kind without points."""

    graded = False
    form: Any = None

    def possible(self, data: Mapping[str, Any]) -> Decimal:
        """Give no points: there is nothing to answer."""
        return Decimal(0)


def all_languages(data: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Give the data of each language by its tag; the course's own language is the empty tag."""
    return {"": data, **(data.get("in") or {})}


def wrong_type(data: Mapping[str, Any], **types: type | tuple[type, ...]) -> list[str]:
    """Say which fields are not of the type they should be; one that is missing or None is not wrong."""
    return [
        _("The field “%(name)s” cannot be read.") % {"name": name}
        for name, wanted in types.items()
        if data.get(name) is not None and not isinstance(data[name], wanted)
    ]


def is_digest(value: object) -> bool:
    """Test whether this can be the digest of a file."""
    return isinstance(value, str) and DIGEST.fullmatch(value) is not None
