"""Pictures from the phone's camera, and the wall of them that the teacher opens."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.activities.public import Response
from xingtan.activities.registry.answers import Unfit, gettext_noop
from xingtan.activities.registry.kinds import Answers, Kind, Moves, payload_of, register
from xingtan.activities.registry.sheets import Sheet
from xingtan.classroom.adapters import pictures
from xingtan.classroom.forms.sharing import CameraForm
from xingtan.classroom.rules import gallery
from xingtan.kernel import files
from xingtan.kernel.seals import SealBroken, seal, unseal

PURPOSE = "activities-picture"
NEVER = 2**32 - 1
LONGEST = 300
NAME = "picture.jpg"


class Camera(Kind):
    """Each student sends a picture; a better one takes its place."""

    name = "camera"
    folder = "classroom/camera"
    label = _("Pictures")
    about = _("Students send a photo of their work. You open the wall when you like.")
    order = 36
    form = CameraForm

    def read(self, request: HttpRequest) -> dict[str, Any]:
        """Draw the picture that was sent anew and keep it; what the form holds of it is sealed.

        :raises PictureRefused: if it is none
        """
        said = {name: value for name, value in payload_of(request).items() if name != "sealed"}
        sent = request.FILES.get("photo") or request.FILES.get("picture")
        if sent is not None:
            drawn = pictures.redraw(sent)
            kept = {
                "large": files.keep(drawn.large, name=NAME).digest,
                "small": files.keep(drawn.small, name=NAME).digest,
                "width": drawn.width,
                "height": drawn.height,
            }
            # A digest that somebody only claims would show them a file that is not theirs.
            said["sealed"] = seal(PURPOSE, json.dumps(kept).encode(), ends_at=NEVER)
        return said

    def take(self, payload: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the picture that ``read`` sealed, with a few words.

        :raises Unfit: if there is none
        """
        try:
            kept, _ends_at = unseal(PURPOSE, str(payload.get("sealed", "")), now=0)
        except (SealBroken, UnicodeError):
            raise Unfit(gettext_noop("Take a photo first, or choose a picture.")) from None
        words = payload.get("words")
        said = words.strip()[:LONGEST] if isinstance(words, str) and "\0" not in words else ""
        return {**json.loads(kept), "words": said}

    def fold(self, config: Mapping[str, Any], answers: Answers, moves: Moves) -> Any:
        """Give the pictures, and which of them were taken down."""
        return gallery.fold(answers, moves)

    def move(self, activity: Any, do: str, payload: Mapping[str, Any], *, by: Any, now: datetime) -> dict[str, Any]:
        """Take a picture off the wall, or put it up again."""
        if do in ("take_down", "put_up"):
            of = payload.get("of")
            if isinstance(of, str) and len(of) <= len("00000000-0000-0000-0000-000000000000"):
                return {"of": of}
        raise Unfit(gettext_noop("There is no such thing to do here."))

    def results(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw the wall."""
        return self.draw(request, "results", sheet, wall=_addressed((sheet.results or {}).get("up", [])))

    def student(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw what to send, and what one sent."""
        sent = [{**sheet.own[-1].payload}] if sheet.own else []
        return self.draw(request, "student", sheet, sent=_addressed(sent))

    def lead(self, request: HttpRequest, sheet: Sheet) -> SafeString:
        """Draw every picture with who sent it."""
        return self.draw(request, "lead", sheet, wall=_addressed(sheet.results["pictures"]))

    def table(self, sheet: Sheet) -> tuple[list[str], list[list[Any]]]:
        """Write the words; pictures are looked at on the page."""
        return [str(_("Words"))], [[each.payload.get("words", "")] for each in sheet.answers]

    def forget(self, payloads: Sequence[Mapping[str, Any]]) -> None:
        """Drop the pictures, unless somebody else sent the very same."""
        for digest in {each.get(size) for each in payloads for size in ("large", "small")} - {None}:
            kept = Response.objects.filter(activity__kind=self.name)
            if not (kept.filter(payload__large=digest).exists() or kept.filter(payload__small=digest).exists()):
                files.drop(str(digest))


def _addressed(pictures: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **each,
            "small_url": files.address(each["small"], NAME, media_type="image/jpeg"),
            "large_url": files.address(each["large"], NAME, media_type="image/jpeg"),
        }
        for each in pictures
    ]


register(Camera())
