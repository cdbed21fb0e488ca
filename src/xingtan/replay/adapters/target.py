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

    def take_list(self, table: str, file: Path) -> None:
        """Take a list of universities or platforms, each with the number by which the streams call it."""


class Store:
    """The event store of this site."""

    def room(self) -> Path:
        """Give a folder beside the store."""
        place = home.path("replay", "making", "x").parent
        place.mkdir(parents=True, exist_ok=True)
        return place

    def take(self, family: str, day: date, segment: str, file: Path) -> None:
        """Put it in as a part."""
        eventstore.put_part(family, day, segment, file)

    def take_list(self, table: str, file: Path) -> None:
        """Put it into the table, beside what is of this site."""
        import pyarrow as pa  # noqa: PLC0415 - heavy, and only for who replays
        import pyarrow.compute as pc  # noqa: PLC0415 - see above
        import pyarrow.parquet as pq  # noqa: PLC0415 - see above

        told = pq.read_table(file)
        kept = [pq.read_table(place, partitioning=None) for place in eventstore.files(table)]
        own = [each.filter(pc.invert(pc.is_in(each.column(table), told.column(table)))) for each in kept]
        eventstore.put_table(table, None, pa.concat_tables([*own, told], promote_options="permissive"))
        file.unlink()


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

    def take_list(self, table: str, file: Path) -> None:
        """Move it to where the store would have it."""
        place = self.root / "tables" / table / "replay.parquet"
        place.parent.mkdir(parents=True, exist_ok=True)
        file.replace(place)
