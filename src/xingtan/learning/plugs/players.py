"""The players that every course needs: reading, and film. Whatever has no player is read."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.authoring import public as authoring
from xingtan.authoring.registry import kinds
from xingtan.kernel.errors import RuleBroken
from xingtan.learning import actions
from xingtan.learning.registry import players
from xingtan.learning.registry.players import Block, State, Study
from xingtan.library import public as library


class Reading:
    """Shows the reading view; complete when seen."""

    kind = ""
    when_seen = True

    def load(self, blocks: Sequence[Block], study: Study) -> Mapping[str, State]:
        """Load nothing: all there is to show is in the block."""
        return {}

    def render(
        self, request: HttpRequest, block: Block, state: State, study: Study, broken: RuleBroken | None = None
    ) -> SafeString:
        """Draw the block as one reads it."""
        html = '{}<div class="prose" lang="{}" dir="auto">{}</div>'
        return format_html(html, _said(broken), _language(block, study), self.read(block, study))

    def read(self, block: Block, study: Study) -> SafeString:
        """Give the reading view of the block's kind."""
        return authoring.read_block(block, language=study.language, place=study.place, address=study.address)

    def respond(self, request: HttpRequest, block: Block, study: Study) -> str | None:
        """Note that it was read."""
        actions.complete_block(enrollment=study.enrollment, key=block.key, now=study.now)
        return _("Done.")


class Film(Reading):
    """Shows a film with what the island adds: captions, transcript, speed, going on where one was."""

    kind = "video"

    def load(self, blocks: Sequence[Block], study: Study) -> Mapping[str, State]:
        """Load the smaller forms of every film on the page at once: a smaller picture, the sound alone."""
        digests = {
            block.key: [each["file"] for each in block.data.get("sources", ()) if each.get("file")] for block in blocks
        }
        made = library.renditions_of(digest for some in digests.values() for digest in some)
        return {key: [each for digest in some for each in made.get(digest, ())] for key, some in digests.items()}

    def render(
        self, request: HttpRequest, block: Block, state: State, study: Study, broken: RuleBroken | None = None
    ) -> SafeString:
        """Draw the film; without script the browser's own player, its captions and the transcript stay."""
        if not block.data.get("sources"):
            return super().render(request, block, state, study, broken)
        smaller = [_smaller(each, study) for each in state or () if each.name in SMALLER]
        context: dict[str, Any] = {
            "key": f"{study.course.uid}:{block.key}",
            "language": study.language,
            "reading": self.read(block, study),
            "smaller": smaller,
            "sound": next((each["url"] for each in smaller if each["name"] == "audio"), ""),
        }
        return format_html("{}{}", _said(broken), render_to_string("learning/_video.html", context, request=request))


SMALLER = {
    "audio": gettext_lazy("Sound only"),
    "360p": gettext_lazy("Small picture"),
    "720p": gettext_lazy("Middle picture"),
}


def _smaller(rendition: library.Rendition, study: Study) -> dict[str, str]:
    ending = "m4a" if rendition.name == "audio" else "mp4"
    return {
        "name": rendition.name,
        "label": str(SMALLER[rendition.name]),
        "url": study.address(rendition.made_digest, f"{rendition.name}.{ending}"),
        "size": filesizeformat(rendition.size_bytes),
    }


def _language(block: Block, study: Study) -> str:
    """Tell in which language a reader gets the block: theirs if it was written in it, else the course's own."""
    written = {str(tag).lower() for tag in block.data.get("in") or ()}
    own = next(iter(study.course.languages), study.language)
    reader = study.language.lower()
    return study.language if reader in written or reader.partition("-")[0] in written else own


def _said(broken: RuleBroken | None) -> str:
    """Say which rule was broken, if one was."""
    if broken is None:
        return ""
    return format_html(
        '<div class="alert" data-kind="warning" role="alert"><div class="alert-body">{}</div></div>', broken
    )


players.register(Reading())
players.register(Film())

for kind in kinds.every():
    # A kind that another package brings may bring its player too.
    player = getattr(kind, "player", None)
    if player is not None:
        players.register(player)
