"""Eventstore, seen from outside: what happened as columnar files; which of them count; shipping and closing."""

from xingtan.eventstore.actions.batches import BatchIsTooBig as BatchIsTooBig
from xingtan.eventstore.actions.batches import take_batch as take_batch
from xingtan.eventstore.actions.closing import close as close
from xingtan.eventstore.actions.shipping import Shipped as Shipped
from xingtan.eventstore.actions.shipping import ship as ship
from xingtan.eventstore.adapters.books import Entry as Entry
from xingtan.eventstore.adapters.books import Manifest as Manifest
from xingtan.eventstore.adapters.books import manifest as manifest
from xingtan.eventstore.adapters.disk import StoreIsFull as StoreIsFull
from xingtan.eventstore.adapters.disk import root as root
from xingtan.eventstore.adapters.disk import scratch as scratch
from xingtan.eventstore.adapters.parquet import NoSuchFamily as NoSuchFamily
from xingtan.eventstore.adapters.parquet import schema_of as schema_of
from xingtan.eventstore.adapters.parts import days as days
from xingtan.eventstore.adapters.parts import shipping as shipping
from xingtan.eventstore.adapters.tables import stale_days as stale_days
from xingtan.eventstore.adapters.tables import switching as switching
from xingtan.eventstore.queries import files as files
from xingtan.eventstore.queries import parts as parts
from xingtan.eventstore.rules import FAMILIES as FAMILIES
from xingtan.eventstore.rules import OWN as OWN
from xingtan.eventstore.rules import key as key
