"""The desk and the library for programs. The same doors and deeds as the pages."""

from ninja import Router

from xingtan.coordination.api.calls import router as calls
from xingtan.coordination.api.experiences import router as experiences
from xingtan.coordination.api.nominations import router as nominations

router = Router(tags=["coordination"])
for each in (calls, nominations, experiences):
    router.add_router("", each)
