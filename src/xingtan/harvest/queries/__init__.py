"""Questions about feeds, platforms and what went wrong with them."""

from xingtan.harvest.queries.desk import PlatformRow as PlatformRow
from xingtan.harvest.queries.desk import dead_links as dead_links
from xingtan.harvest.queries.desk import facts_of as facts_of
from xingtan.harvest.queries.desk import feeds_of as feeds_of
from xingtan.harvest.queries.desk import links_to_check as links_to_check
from xingtan.harvest.queries.desk import platforms_of as platforms_of
from xingtan.harvest.queries.desk import watchers_of as watchers_of
from xingtan.harvest.queries.sheets import in_words as in_words
from xingtan.harvest.queries.sheets import shown_lines as shown_lines
