"""What activities plug in below and here: slots of teaching's pages, the intake, kinds, export and erasure."""

from importlib import import_module
from pkgutil import iter_modules

from xingtan.activities.plugs import data, intake, kinds, slots

for each in iter_modules(kinds.__path__):
    import_module(f"{kinds.__name__}.{each.name}")

__all__ = ["data", "intake", "kinds", "slots"]
