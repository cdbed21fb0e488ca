"""The wire: a word to open pages that something is new. They fetch it through its own door.

A message names a channel, what happened and an id; it says nothing else and may be lost. A carrier
takes it to every stream process (``site/stream.py``), which reads this folder without Django.
"""

from xingtan.kernel.wire.carriers import Carrier as Carrier
from xingtan.kernel.wire.carriers import carrier_of as carrier_of
from xingtan.kernel.wire.carriers import tell as tell
from xingtan.kernel.wire.messages import Message as Message
from xingtan.kernel.wire.messages import from_bytes as from_bytes
from xingtan.kernel.wire.messages import to_bytes as to_bytes
from xingtan.kernel.wire.tokens import address as address
from xingtan.kernel.wire.tokens import read_token as read_token
from xingtan.kernel.wire.tokens import token as token
