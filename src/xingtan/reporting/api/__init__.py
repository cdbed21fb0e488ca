"""Reporting for programs: the same doors and actions as the pages."""

from ninja import Router

from xingtan.reporting.api import campaigns, registers, reports, streams

router = Router(tags=["reporting"])
router.add_router("", campaigns.router)
router.add_router("", reports.router)
router.add_router("", streams.router)
router.add_router("", registers.router)
