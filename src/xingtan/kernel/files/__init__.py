"""Files by their content: kept once under their digest, and shown at signed addresses of the second origin."""

from xingtan.kernel.files.addresses import Shown as Shown
from xingtan.kernel.files.addresses import check as check
from xingtan.kernel.files.keeping import Kept as Kept
from xingtan.kernel.files.keeping import address as address
from xingtan.kernel.files.keeping import drop as drop
from xingtan.kernel.files.keeping import every as every
from xingtan.kernel.files.keeping import exists as exists
from xingtan.kernel.files.keeping import keep as keep
from xingtan.kernel.files.keeping import open as open  # noqa: A004 - files.open reads as what it does
from xingtan.kernel.files.keeping import read as read
from xingtan.kernel.files.keeping import size as size
from xingtan.kernel.files.media import media_type as media_type
