"""The library, seen from outside: files with licences, and their renditions."""

from xingtan.library.actions import NewFile as NewFile
from xingtan.library.actions import add_resources as add_resources
from xingtan.library.models import Rendition as Rendition
from xingtan.library.models import Resource as Resource
from xingtan.library.queries import renditions_of as renditions_of
