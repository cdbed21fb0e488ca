"""The catalogue for programs. The same doors and actions as the pages."""

from ninja import Router

from xingtan.catalog.api import courses, finding, lists

router = Router(tags=["catalog"])
router.add_router("", courses.router)
router.add_router("", lists.router)
router.add_router("", finding.router)
