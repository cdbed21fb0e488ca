"""For programs: the census, and the numbers of one's own place."""

from ninja import Router

from xingtan.dashboards.api import census, numbers, publishing

router = Router(tags=["dashboards"])
router.add_router("", census.router)
router.add_router("", numbers.router)
router.add_router("", publishing.router)
