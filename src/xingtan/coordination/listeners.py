"""What coordination does when an experience moves: it is found as it is now."""

from xingtan.coordination.events import ExperienceMoved
from xingtan.coordination.queries import COLLECTION
from xingtan.kernel.events import hears
from xingtan.search import public as search


@hears(ExperienceMoved)
def on_experience_moved(moved: list[ExperienceMoved]) -> None:
    """Index the experiences again."""
    search.refresh(COLLECTION, list(dict.fromkeys(str(each.experience) for each in moved)))
