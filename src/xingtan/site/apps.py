"""The roof, and the admin under it."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.contrib.admin.apps import SimpleAdminConfig

from xingtan.kernel.rooms import Room


class SiteRoom(Room):
    """Joins the rooms and owns nothing."""

    name = "xingtan.site"


class OperatorsConfig(SimpleAdminConfig):
    """The admin with nothing in it but what our rooms put there: libraries would show keys and secrets."""

    default_site = "xingtan.site.operators.OperatorsSite"

    def ready(self) -> None:
        """Open the shelf `admin` of every room that has one."""
        super().ready()
        for config in apps.get_app_configs():
            if config.name.startswith("xingtan.") and find_spec(f"{config.name}.admin"):
                import_module(f"{config.name}.admin")
