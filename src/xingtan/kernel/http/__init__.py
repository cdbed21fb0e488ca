"""The only way out: other people's servers, asked at addresses that were looked at first.

A name is resolved once, every address is checked to be public, and the connection goes to the
address that was checked. Redirects pass the same way. Time and size have an end.
"""

from xingtan.kernel.http.connecting import NoAnswer as NoAnswer
from xingtan.kernel.http.fetching import NAME as NAME
from xingtan.kernel.http.fetching import Reply as Reply
from xingtan.kernel.http.fetching import fetch as fetch
