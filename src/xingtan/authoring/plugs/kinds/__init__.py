"""The kinds of block that any course has: text, video, document, frame, and what nobody here knows."""

from xingtan.authoring.plugs.kinds.document import Document
from xingtan.authoring.plugs.kinds.frame import Frame
from xingtan.authoring.plugs.kinds.text import TextBlock
from xingtan.authoring.plugs.kinds.unknown import Unknown
from xingtan.authoring.plugs.kinds.video import Video
from xingtan.authoring.registry import kinds

for kind in (TextBlock(), Video(), Document(), Frame(), Unknown()):
    kinds.register(kind)
