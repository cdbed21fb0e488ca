"""Questions about entries, as they are and as they were."""

from xingtan.directory.queries.desk import desk as desk
from xingtan.directory.queries.desk import to_mark_due as to_mark_due
from xingtan.directory.queries.entries import Entry as Entry
from xingtan.directory.queries.entries import as_json as as_json
from xingtan.directory.queries.entries import as_rows as as_rows
from xingtan.directory.queries.entries import entries_of as entries_of
from xingtan.directory.queries.entries import entry_of as entry_of
from xingtan.directory.queries.entries import history_of as history_of
from xingtan.directory.queries.entries import links_of as links_of
from xingtan.directory.queries.entries import made_of as made_of
from xingtan.directory.queries.entries import submitted_by as submitted_by
from xingtan.directory.queries.entries import urls_of as urls_of
from xingtan.directory.queries.listing import COLLECTION as COLLECTION
from xingtan.directory.queries.listing import FACETS as FACETS
from xingtan.directory.queries.listing import NOTE as NOTE
from xingtan.directory.queries.listing import Found as Found
from xingtan.directory.queries.listing import Wanted as Wanted
from xingtan.directory.queries.listing import categories as categories
from xingtan.directory.queries.listing import documents_of as documents_of
from xingtan.directory.queries.listing import every_id as every_id
from xingtan.directory.queries.listing import find as find
from xingtan.directory.queries.people import coordinators as coordinators
