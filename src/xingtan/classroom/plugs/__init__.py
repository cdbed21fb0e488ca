"""What the room plugs in below: its kinds of activity. Each file registers one, and is loaded by itself."""

from importlib import import_module
from pkgutil import iter_modules

for each in iter_modules(__path__):
    import_module(f"{__name__}.{each.name}")
