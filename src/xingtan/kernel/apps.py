"""The foundations, as a Django app: the outbox has a table."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class KernelApp(AppConfig):
    """The foundations."""

    name = "xingtan.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks, and the task that sends mail; put in what stands in for parts of Django."""
        for power in ("checks", "mail"):
            if find_spec(f"xingtan.kernel.{power}"):
                import_module(f"xingtan.kernel.{power}")
        import_module("xingtan.kernel.substitutes").put_in()
