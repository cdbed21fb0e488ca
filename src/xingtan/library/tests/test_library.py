"""Files are entered once, and films get smaller."""

import math
from array import array

import av
import pytest

from xingtan.kernel import files
from xingtan.library import actions, queries, tasks
from xingtan.library.models import Rendition, Resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(tmp_path):
    """Make a film of one second: a grey that turns lighter, and a tone."""
    place = tmp_path / "film.mp4"
    with av.open(str(place), "w") as made:
        picture = made.add_stream("libx264", rate=10, options={"preset": "ultrafast"})
        picture.width, picture.height, picture.pix_fmt = 1280, 720, "yuv420p"
        sound = made.add_stream("aac", rate=44_100, layout="mono")
        for number in range(10):
            grey = av.VideoFrame(1280, 720, "yuv420p")
            for plane in grey.planes:
                plane.update(bytes([number * 20]) * plane.buffer_size)
            made.mux(picture.encode(grey))
        for first in range(0, 44_100, 1024):
            tone = av.AudioFrame(format="fltp", layout="mono", samples=1024)
            tone.rate = 44_100
            tone.planes[0].update(array("f", (math.sin((first + each) / 16) for each in range(1024))).tobytes())
            made.mux(sound.encode(tone))
        for stream in (picture, sound):
            made.mux(stream.encode(None))
    return place.read_bytes()


def enter(university, content, now, media_type="video/mp4"):
    kept = files.keep(content, name="film.mp4")
    new = actions.NewFile(kept.digest, "film.mp4", media_type, kept.size_bytes)
    return actions.add_resources(files=[new], university=university, licence="CC-BY-4.0", attribution="Grace", now=now)


def test_same_bytes_are_one_resource(apricot, bamboo, now):
    enter(apricot, b"words", now, "text/plain")

    assert enter(apricot, b"words", now, "text/plain") == []
    assert len(enter(bamboo, b"words", now, "text/plain")) == 1
    assert Resource.objects.count() == 2


def test_film_gets_a_poster_a_small_picture_and_its_sound_alone(apricot, film, now, tasks_now, relay):
    digest = enter(apricot, film, now)[0].digest
    relay()

    made = {each.name: each for each in queries.renditions_of([digest])[digest]}
    assert sorted(made) == ["360p", "audio", "poster"]  # 720p is what it has
    assert (made["360p"].width, made["360p"].height) == (640, 360)
    with files.open(made["audio"].made_digest) as sound, av.open(sound) as played:
        assert not played.streams.video
        assert played.duration / av.time_base == pytest.approx(1, abs=0.2)


def test_what_is_no_film_leaves_no_rendition(apricot, now):
    digest = enter(apricot, b"<html>not a film</html>", now)[0].digest

    tasks.make_renditions(digest=digest)

    assert not Rendition.objects.exists()
