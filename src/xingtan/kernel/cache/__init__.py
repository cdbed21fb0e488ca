"""What need not be made twice: parts of pages for everyone, and whole pages for those who have not signed in.

Nothing is deleted: keys hold what the thing is made from, and old ones are forgotten in time.
"""

from xingtan.kernel.cache.parts import part as part
from xingtan.kernel.cache.whole import PageCache as PageCache
from xingtan.kernel.cache.whole import page as page
from xingtan.kernel.cache.whole import takes_gzip as takes_gzip
