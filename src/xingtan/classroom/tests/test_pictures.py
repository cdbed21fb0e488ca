"""Pictures from phones are drawn anew, small and without what the camera wrote; rubbish is refused."""

from io import BytesIO

import pytest
from PIL import Image

from xingtan.classroom.adapters import pictures

PLACE = 0x8825  # where a camera writes the coordinates


def _picture(size: tuple[int, int] = (40, 30), form: str = "JPEG", **more: object) -> BytesIO:
    out = BytesIO()
    Image.new("RGB", size, (200, 120, 40)).save(out, form, **more)
    out.seek(0)
    return out


def test_picture_is_made_small_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[PLACE] = {1: "N", 2: (58.0, 22.0, 0.0)}
    exif[0x0112] = 6  # held upright

    found = pictures.redraw(_picture((2400, 1200), exif=exif.tobytes()))

    large = Image.open(BytesIO(found.large))
    assert (found.width, found.height) == large.size == (800, 1600)
    assert dict(large.getexif()) == {}
    assert max(Image.open(BytesIO(found.small)).size) == 400


@pytest.mark.parametrize("form", ["PNG", "WEBP", "JPEG"])
def test_forms_phones_send_are_read(form: str) -> None:
    assert pictures.redraw(_picture(form=form)).width == 40


def test_what_is_see_through_stands_on_white() -> None:
    out = BytesIO()
    Image.new("LA", (9, 9), (0, 0)).save(out, "PNG")

    found = pictures.redraw(BytesIO(out.getvalue()))

    assert Image.open(BytesIO(found.large)).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"\xff\xd8\xff\xe0 not a picture",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        _picture((400, 300)).getvalue()[:300],
        _picture((400, 300), "PNG").getvalue()[:200],
    ],
)
def test_rubbish_is_refused(sent: bytes) -> None:
    with pytest.raises(pictures.PictureRefused):
        pictures.redraw(BytesIO(sent))


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    out = BytesIO()
    Image.new("1", (8_000, 8_000)).save(out, "PNG")

    with pytest.raises(pictures.PictureTooLarge):
        pictures.redraw(BytesIO(out.getvalue()))


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 100)

    with pytest.raises(pictures.PictureTooLarge):
        pictures.redraw(_picture())
