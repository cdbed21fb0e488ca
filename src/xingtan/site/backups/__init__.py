"""Backups: everything a site is, in one archive that either database can be made from again.

A backup is a plain tar: ``about.json`` first (whose it is, and which migrations its tables had), then the tables as lines of
JSON, the event store and the spool, the secrets and the files, and last ``manifest.json`` with the count and digest of all that went before.
What can be made again (the search index, caches, queues) is not in it.
"""

from xingtan.site.backups.archive import Refused as Refused
from xingtan.site.backups.making import Backup as Backup
from xingtan.site.backups.making import back_up as back_up
from xingtan.site.backups.making import last_backup as last_backup
from xingtan.site.backups.restoring import Restored as Restored
from xingtan.site.backups.restoring import Unfinished as Unfinished
from xingtan.site.backups.restoring import rebuild_indices as rebuild_indices
from xingtan.site.backups.restoring import restore as restore
from xingtan.site.backups.schema import unknown_migrations as unknown_migrations
