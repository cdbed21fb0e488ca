from __future__ import annotations

from typing import Any

import pytest

from xingtan.jobs import public as jobs
from xingtan.kernel import files
from xingtan.rosters import public as rosters


@pytest.fixture
def hand_in(apricot, kofi, now):
    def handed(data: bytes, *, takes: bool = True, meant: bool = False, **options: Any) -> rosters.Roster:
        roster = rosters.bring(
            university=apricot,
            form="oneroster",
            name="roster.zip",
            digest=files.keep(data).digest,
            options={"language": "en", **options},
            by=kofi,
            now=now,
        )
        jobs.run(str(roster.job))
        roster.refresh_from_db()
        if takes and not roster.errors:
            jobs.run(str(rosters.ask_to_take(roster=roster, by=kofi, meant=meant, now=now).taking_job))
            roster.refresh_from_db()
        return roster

    return handed
