"""Measures whether the census arrives at the truth of the generator; the asking itself is in ``truth_told``."""

from collections.abc import Callable
from pathlib import Path

from bench.kit import sites
from xingtan.site.commands.bench import Result


def measure(place: Path, scale: str, say: Callable[[str], None]) -> list[Result]:
    """Compare in a process of its own: every figure of the truth, and every class of planted errors."""
    told = sites.in_home(sites.clean_environment(str(place)), "bench.kit.truth_told", scale)
    for each in told["differences"][:20]:
        say(f"  {each}")
    return [
        Result("truth.figures_equal", told["equal"], "", ">=", told["figures"]),
        Result("truth.planted_errors_found", told["found"], "", ">=", told["planted"]),
        Result("truth.table_reached", told["reached"], "", ">=", told["lines"]),
    ]
