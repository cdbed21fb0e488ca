"""What open data announces."""

from dataclasses import dataclass

from xingtan.kernel.events import Event, event


@event("federation.open_data.made")
@dataclass(frozen=True, slots=True, kw_only=True)
class DataFilesMade(Event):
    """The catalogue as files is new."""

    files: int
    rows: int
