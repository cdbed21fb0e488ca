"""Activities for programs: those of sessions, and plans of lessons. The same doors and deeds as the pages."""

from ninja import Router

from xingtan.activities.api.activities import router as activities
from xingtan.activities.api.plans import router as plans

router = Router(tags=["activities"])
for each in (activities, plans):
    router.add_router("", each)
