"""How a platform names a university: plain values, in bulk."""

from collections.abc import Mapping
from typing import Protocol


class Named(Protocol):
    """A university in the words of a platform."""

    @property
    def name(self) -> Mapping[str, str]:
        """Its name by language tag."""
        ...

    @property
    def country(self) -> str:
        """Two letters of ISO 3166-1, or nothing."""
        ...

    @property
    def website(self) -> str:
        """Its address, or nothing."""
        ...
