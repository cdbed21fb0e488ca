"""The child process that encodes: reads one wish list from standard input, answers in JSON.

It is run as a file and imports nothing of ours, so that it starts small.
"""

import json
import sys
from pathlib import Path
from typing import Any

import av
from av.audio.resampler import AudioResampler

AUDIO_BITS_PER_SECOND = 64_000
SAMPLES_PER_SECOND = 44_100


def main() -> None:
    """Make every rendition that is wished for."""
    ask = json.load(sys.stdin)
    source = Path(ask["source"])
    made = [each for wish in ask["wishes"] if (each := _make(source, wish, Path(ask["into"])))]
    json.dump(made, sys.stdout)


def _make(source: Path, wish: dict[str, Any], into: Path) -> dict[str, Any] | None:
    out = into / f"{wish['name']}{wish['suffix']}"
    if wish["suffix"] == ".jpg":
        width, height = _picture(source, out, wish["height"])
        return {"name": wish["name"], "path": str(out), "width": width, "height": height, "seconds": 0.0}
    with av.open(str(source)) as film:
        if wish["height"] is None and not film.streams.audio:
            return None
        if wish["height"] and film.streams.video and film.streams.video[0].height <= wish["height"]:
            return None
    width, height, seconds = _film(source, out, wish["height"])
    return {"name": wish["name"], "path": str(out), "width": width, "height": height, "seconds": seconds}


def _picture(source: Path, out: Path, height: int) -> tuple[int, int]:
    """Take a frame a third of the way in: the first one is often black."""
    with av.open(str(source)) as film:
        stream = film.streams.video[0]
        if film.duration:
            film.seek(film.duration // 3)
        frame = next(film.decode(stream))
        width = _even(frame.width * height / frame.height)
        shown: Any = frame.reformat(width=width, height=height)
        shown.to_image().save(str(out), quality=80)
        return width, height


def _film(source: Path, out: Path, height: int | None) -> tuple[int, int, float]:
    """Encode picture (H.264) and sound (AAC), ready to play before it is all there."""
    size = (0, 0)
    with av.open(str(source)) as film, av.open(str(out), "w", format="mp4", options={"movflags": "+faststart"}) as made:
        streams: dict[int, Any] = {}
        if height and film.streams.video:
            picture = film.streams.video[0]
            size = _even(picture.width * height / picture.height), height
            encoder = made.add_stream(
                "libx264", rate=picture.average_rate or 25, options={"preset": "veryfast", "crf": "26"}
            )
            encoder.width, encoder.height, encoder.pix_fmt = *size, "yuv420p"
            streams[picture.index] = encoder
        resampler = AudioResampler(format="fltp", layout="stereo", rate=SAMPLES_PER_SECOND)
        if film.streams.audio:
            sound = film.streams.audio[0]
            streams[sound.index] = made.add_stream(
                "aac", rate=SAMPLES_PER_SECOND, bit_rate=AUDIO_BITS_PER_SECOND, layout="stereo"
            )
        for packet in film.demux():
            writer = streams.get(packet.stream_index)
            if writer is None:
                continue
            frames: list[Any] = packet.decode()
            for frame in frames:
                for ready in resampler.resample(frame) if writer.type == "audio" else [_sized(frame, size)]:
                    made.mux(writer.encode(ready))
        for writer in streams.values():
            made.mux(writer.encode(None))
        seconds = float(film.duration or 0) / av.time_base
    return *size, seconds


def _sized(frame: Any, size: tuple[int, int]) -> Any:
    ready = frame.reformat(width=size[0], height=size[1], format="yuv420p")
    ready.pict_type = 0
    return ready


def _even(pixels: float) -> int:
    return round(pixels / 2) * 2


if __name__ == "__main__":
    main()
