"""Where what is generated goes: the event store of this site, or a folder laid out as its raw families are."""

from datetime import date
from pathlib import Path
from typing import Protocol

from xingtan.eventstore import public as eventstore
from xingtan.kernel import home


class Target(Protocol):
    """Takes finished Parquet files."""

    def room(self) -> Path:
        """Give a folder in which files are made before they are taken, on the same disk."""

    def take(self, family: str, day: date, segment: str, file: Path) -> None:
        """Take a file, which is moved, in the place of the one of the same family, day and segment."""


class Store:
    """The event store of this site."""

    def room(self) -> Path:
        """Give a folder beside the store."""
        place = home.path("replay", "making", "x").parent
        place.mkdir(parents=True, exist_ok=True)
        return place

    def take(self, family: str, day: date, segment: str, file: Path) -> None:
        """Put it in as a part."""
        with eventstore.shipping() as shipment:
            shipment.put(family, day, segment, file)


class Folder:
    """A folder, for measuring without a store."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def room(self) -> Path:
        """Give a folder inside it."""
        place = self.root / "making"
        place.mkdir(parents=True, exist_ok=True)
        return place

    def take(self, family: str, day: date, segment: str, file: Path) -> None:
        """Move it to where the store would have it."""
        place = self.root / "raw" / family / f"day={day}" / f"{segment}.parquet"
        place.parent.mkdir(parents=True, exist_ok=True)
        file.replace(place)
