"""Reporting for programs: the same doors and actions as the pages."""

from ninja import Router

router = Router()
