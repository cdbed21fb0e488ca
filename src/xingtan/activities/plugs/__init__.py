"""What activities plug in below and here: slots of teaching's pages, kinds, export and erasure."""

from importlib import import_module
from pkgutil import iter_modules

from xingtan.activities.plugs import intake as intake
from xingtan.activities.plugs import kinds

for each in iter_modules(kinds.__path__):
    import_module(f"{kinds.__name__}.{each.name}")
