"""What the library does when a file was added: films get their renditions."""

from xingtan.kernel.deeds import deed
from xingtan.kernel.events import hears
from xingtan.kernel.tasks import later
from xingtan.library import tasks
from xingtan.library.events import ResourceAdded


@hears(ResourceAdded)
def on_resource_added(added: list[ResourceAdded]) -> None:
    """Ask the worker for the renditions of each new film."""
    for digest in dict.fromkeys(each.digest for each in added if each.media_type.startswith("video/")):
        deed(later)(tasks.make_renditions, digest=digest)
