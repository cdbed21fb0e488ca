"""Making renditions of films, slowly and outside any transaction."""

import logging
import shutil
import tempfile
from pathlib import Path

from django.utils import timezone

from xingtan.kernel import files
from xingtan.kernel.tasks import task
from xingtan.library import actions
from xingtan.library.adapters import Encoder, Made, MediaRefused, Wish
from xingtan.library.adapters.pyav import PyAV
from xingtan.library.models import Rendition

logger = logging.getLogger(__name__)

ENCODER: Encoder = PyAV()

WISHES = (
    Wish("poster", 360, ".jpg"),
    Wish("360p", 360, ".mp4"),
    Wish("720p", 720, ".mp4"),
    Wish("audio", None, ".m4a"),
)
MEDIA_TYPES = {".jpg": "image/jpeg", ".mp4": "video/mp4", ".m4a": "audio/mp4"}


@task(queue="heavy", retries=2)
def make_renditions(*, digest: str) -> None:
    """Make and record the renditions of one film."""
    if Rendition.objects.filter(digest=digest).exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source")
        with files.open(digest) as kept, source.open("wb") as out:
            shutil.copyfileobj(kept, out)
        try:
            made = ENCODER.encode(source, WISHES, Path(folder))
        except MediaRefused:
            logger.warning("a film cannot be encoded", extra={"digest": digest})
            return
        actions.record_renditions(digest=digest, made=[_kept(digest, each) for each in made])


def _kept(digest: str, made: Made) -> Rendition:
    with made.path.open("rb") as content:
        kept = files.keep(content, name=made.path.name)
    return Rendition(
        digest=digest,
        name=made.name,
        made_digest=kept.digest,
        media_type=MEDIA_TYPES[made.path.suffix],
        size_bytes=kept.size_bytes,
        width=made.width,
        height=made.height,
        seconds=made.seconds,
        made_at=timezone.now(),
    )
