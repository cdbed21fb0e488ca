"""What can be reckoned without a database: which claim counts, what looks odd, what is sealed, what is missing."""

from xingtan.reporting.rules.aggregates import countable as countable
from xingtan.reporting.rules.aggregates import of_period as of_period
from xingtan.reporting.rules.checking import BATCH_VERSIONS as BATCH_VERSIONS
from xingtan.reporting.rules.checking import STREAMS as STREAMS
from xingtan.reporting.rules.checking import Looked as Looked
from xingtan.reporting.rules.checking import look_through as look_through
from xingtan.reporting.rules.checking import look_through_rows as look_through_rows
from xingtan.reporting.rules.gaps import missing_count as missing_count
from xingtan.reporting.rules.gaps import place_of as place_of
from xingtan.reporting.rules.listing import Listed as Listed
from xingtan.reporting.rules.measures import MEASURES as MEASURES
from xingtan.reporting.rules.measures import Measure as Measure
from xingtan.reporting.rules.plausibility import questions_of as questions_of
from xingtan.reporting.rules.sealing import canonical as canonical
from xingtan.reporting.rules.sealing import commitment as commitment
from xingtan.reporting.rules.sealing import digest_of as digest_of
from xingtan.reporting.rules.sealing import read as read
from xingtan.reporting.rules.settling import CLASSES as CLASSES
from xingtan.reporting.rules.settling import Claim as Claim
from xingtan.reporting.rules.settling import Settled as Settled
from xingtan.reporting.rules.settling import Share as Share
from xingtan.reporting.rules.settling import settle as settle
from xingtan.reporting.rules.settling import share_by_class as share_by_class
