"""A film on a slow line: smaller forms are offered, and the sound alone."""

from dataclasses import replace

import pytest

from xingtan.authoring.registry.bundle import BundleBlock, BundleFile
from xingtan.authoring.tests import factories as authoring
from xingtan.learning.tests import factories
from xingtan.library import public as library

pytestmark = pytest.mark.django_db

FILM = BundleFile.of_bytes("media/film.mp4", b"a film", "video/mp4")


def test_smaller_forms_of_a_film_are_offered_with_their_size(apricot, ada, browse, now):
    data = {"sources": [{"file": FILM.digest, "name": "film.mp4"}], "captions": []}
    film = BundleBlock(key="lecture", kind="video", title={"en": "Lecture"}, data=data)
    made = factories.bundle(factories.section("films", authoring.unit("film", film)))
    run = factories.run_of(apricot, replace(made, files={FILM.path: FILM}))
    factories.place(run, ada)
    for name, size in (("audio", 500_000), ("360p", 900_000), ("poster", 9_000)):
        library.Rendition.objects.create(
            digest=FILM.digest, name=name, made_digest=FILM.digest, media_type="", size_bytes=size, made_at=now
        )

    shown = browse(ada).get(f"{run.get_absolute_url()}units/film/").text

    assert shown.index("Sound only") < shown.index("Small picture")
    assert "audio.m4a" in shown.split("sound=")[1].split(">")[0]
    assert "poster" not in shown.split("On a slow line")[1].split("</p>")[0]
