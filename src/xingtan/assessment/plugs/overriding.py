"""What teachers said of scores, on learning's pages: on how one stands, and under the unit it is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.assessment import queries
from xingtan.authoring import public as authoring
from xingtan.kernel.text import pick
from xingtan.learning.registry.pages import UnitPage
from xingtan.learning.registry.players import Study
from xingtan.notices import registry
from xingtan.notices.registry import Words
from xingtan.ui import public as ui


@ui.fill("learning.progress_foot")
def own_words(request: HttpRequest, studies: Sequence[Study]) -> Mapping[Study, SafeString]:
    """Show a learner every score that a teacher gave, why, and what was judged."""
    drawn = {}
    for study in studies:
        if study.enrollment is None:
            continue
        said = queries.words_on(study.enrollment, authoring.outline_of(study.version))
        if said:
            drawn[study] = ui.draw(request, "assessment/_own_words.html", {"said": said, "run": study.run})
    return drawn


@ui.fill("learning.unit_foot", order=5)
def unit_words(request: HttpRequest, pages: Sequence[UnitPage]) -> Mapping[UnitPage, SafeString]:
    """Say under a unit why a teacher gave a score in it; where none did, nothing is asked."""
    drawn = {}
    for page in pages:
        study = page.study
        keys = [key for key in page.unit.blocks if study.mark(key).is_corrected]
        if keys and study.enrollment is not None:
            said = queries.words_on(study.enrollment, authoring.outline_of(study.version), keys)
            drawn[page] = ui.draw(request, "assessment/_unit_words.html", {"said": said, "run": study.run})
    return drawn


@registry.kind("assessment.override", label=gettext_lazy("Scores that your teachers changed"))
def changed_score(data: dict[str, Any]) -> Words:
    """Say which score is another one now; why stands below."""
    told = {"course": pick(data["course"])[1], "part": pick(data["part"])[1], **data["points"]}
    if data["is_taken_back"]:
        sentence = _("%(course)s: your score for “%(part)s” is again the one that was judged") % told
    else:
        sentence = _("%(course)s: a teacher gave you %(score)s of %(possible)s points for “%(part)s”") % told
    return Words(sentence=sentence, url=data["url"], body=data["reason"])
