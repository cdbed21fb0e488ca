"""Which minute of a film is watched again: where something is hard, or good."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.dashboards.models import Minute
from xingtan.dashboards.queries.pages import words
from xingtan.ui import public as ui

SHOWN = 12


@dataclass(frozen=True, slots=True)
class FilmRow:
    """A film, minute by minute: how often each was played, and again in the same visit."""

    key: str
    title: str
    plays: list[int]
    again: list[int]

    @property
    def most_again(self) -> int:
        """Name the minute that is watched again most."""
        return max(range(len(self.again)), key=lambda minute: (self.again[minute], -minute))


def films_of(run: catalog.Run) -> list[FilmRow]:
    """Give the films of a run that anyone watched, in the order of the course: two queries."""
    version = authoring.version_of(run)
    if version is None:
        return []
    blocks = authoring.outline_of(version).blocks
    seen: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    for key, minute, plays, again in Minute.objects.filter(run=run).values_list("key", "minute", "plays", "again"):
        seen[key][minute] = (plays, again)
    found = []
    for key, block in blocks.items():
        if minutes := seen.get(key):
            each = [minutes.get(minute, (0, 0)) for minute in range(max(minutes) + 1)]
            found.append(FilmRow(key, str(block.title) or key, [one[0] for one in each], [one[1] for one in each]))
    return found


def charts_of(films: list[FilmRow]) -> list[ui.charts.Chart]:
    """Draw each film, those first in which a minute is watched again most."""
    ranked = sorted(films, key=lambda film: (-max(film.again), film.key))
    return [_chart(film) for film in ranked[:SHOWN]]


def _chart(film: FilmRow) -> ui.charts.Chart:
    charts = ui.charts
    columns = (charts.Column(_("Minute")), charts.Column(_("Played")), charts.Column(_("Played again")))
    most = film.most_again
    if film.again[most]:
        title = _("“%(film)s”: minute %(minute)s is watched again most, %(count)s times") % {
            "film": film.title,
            "minute": words.number(most + 1),
            "count": words.number(film.again[most]),
        }
    else:
        title = _("“%(film)s”: no minute is watched again") % {"film": film.title}
    return charts.Chart(
        key=f"film-{film.key}",
        title=title,
        about=_("Visits by minute of the film. Who watched is not kept."),
        columns=columns,
        rows=[
            charts.cells(columns, words.number(minute + 1), words.number(plays), words.number(again))
            for minute, (plays, again) in enumerate(zip(film.plays, film.again, strict=True))
        ],
        drawn=charts.columns(
            [
                charts.Bar(
                    value=plays,
                    said=_("Minute %(minute)s: played %(plays)s, again %(again)s")
                    % {"minute": minute + 1, "plays": words.number(plays), "again": words.number(again)},
                )
                for minute, (plays, again) in enumerate(zip(film.plays, film.again, strict=True))
            ],
            says=title,
            words=words.scale,
            feet=[words.number(1), words.number(len(film.plays))] if len(film.plays) > 1 else [words.number(1)],
        ),
    )
