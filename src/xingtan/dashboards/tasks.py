"""Work by the clock: what was played and visited is added up every five minutes."""

from xingtan.dashboards import actions
from xingtan.kernel.tasks import every


@every("*/5 * * * *")
def add_up_films() -> None:
    """Add up which minutes of films were played."""
    actions.fold_played()


@every("*/5 * * * *")
def add_up_views() -> None:
    """Add up which units learners came to."""
    actions.fold_views()
