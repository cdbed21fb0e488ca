"""What the directory does when an entry changed: its words are found as they are now."""

from xingtan.directory.events import SolutionDescribed, SolutionStepped, SolutionSubmitted
from xingtan.directory.queries import COLLECTION
from xingtan.kernel.events import hears
from xingtan.search import public as search


@hears(SolutionSubmitted, SolutionDescribed, SolutionStepped)
def on_solution_changed(changed: list[SolutionSubmitted | SolutionDescribed | SolutionStepped]) -> None:
    """Index the entries again."""
    search.refresh(COLLECTION, list(dict.fromkeys(str(each.solution) for each in changed)))
