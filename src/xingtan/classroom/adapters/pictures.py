"""Pictures from phones: opened with care, made small, and without what the camera wrote beside the picture.

What comes out was drawn anew by us: nothing of the file that was sent is kept, and no place where it was taken.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.utils.translation import gettext_lazy as _

from xingtan.kernel.errors import RuleBroken

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1600
SMALL_SIDE = 400
FORMATS = ("JPEG", "PNG", "WEBP")
WHITE = (255, 255, 255)


class PictureRefused(RuleBroken):
    """What was sent cannot be shown as a picture."""

    message = _("This is not a picture we can read. Send a photo as JPEG, PNG or WebP.")


class PictureTooLarge(PictureRefused):
    """It would take too much memory to open."""

    message = _("This picture is too large. Send one under 20 MB.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as it is kept: for looking at, and for the wall."""

    large: bytes
    small: bytes
    width: int
    height: int


def redraw(sent: IO[bytes]) -> Picture:
    """Open what was sent, turn it as the camera was held, and draw it again in two sizes.

    :raises PictureRefused: if it is none, or not a whole one
    :raises PictureTooLarge: if it has more bytes or pixels than a phone takes
    """
    # Loaded only here: Pillow costs every process some 10 MB, and most never see a picture.
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - see above

    content = sent.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise PictureTooLarge
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=FORMATS) as found:
                if found.width * found.height > MOST_PIXELS:
                    raise PictureTooLarge
                shrunk = found if found.mode in ("RGB", "L") else found.convert("RGBA")
                # Made small first: a JPEG is then decoded at a half or a quarter of its size.
                shrunk.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                turned = ImageOps.exif_transpose(shrunk)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise PictureTooLarge from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, KeyError, TypeError, IndexError):
        # All that Pillow raises on a broken file.
        raise PictureRefused from None
    paper = turned.convert("RGB")
    if turned.mode == "RGBA":
        paper.paste(WHITE, mask=turned.getchannel("A").point(lambda value: 255 - value))
    small = paper.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return Picture(large=_jpeg(paper), small=_jpeg(small), width=paper.width, height=paper.height)


def _jpeg(image: object) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=80)  # type: ignore[attr-defined]  # an Image, of a library loaded late
    return out.getvalue()
