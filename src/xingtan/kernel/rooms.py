"""What every room is to Django: an app that opens its own shelves when all models exist."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

SHELVES_WITH_SIDE_EFFECTS = ("listeners", "plugs", "tasks")


class Room(AppConfig):
    """A room. A subclass names itself: ``name = "xingtan.catalog"``."""

    default_auto_field = "django.db.models.BigAutoField"
    # Django would count this class, too, where a room imports it, and then choose neither.
    default = False

    def __init_subclass__(cls) -> None:
        cls.default = True

    def ready(self) -> None:
        """Open the shelves that register something elsewhere."""
        for shelf in SHELVES_WITH_SIDE_EFFECTS:
            if find_spec(f"{self.name}.{shelf}"):
                import_module(f"{self.name}.{shelf}")
