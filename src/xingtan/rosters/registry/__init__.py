"""What a university's own lists say, as plain values, and the formats in which they come."""

from xingtan.rosters.registry.facts import KINDS as KINDS
from xingtan.rosters.registry.facts import Bad as Bad
from xingtan.rosters.registry.facts import Class as Class
from xingtan.rosters.registry.facts import Contents as Contents
from xingtan.rosters.registry.facts import Course as Course
from xingtan.rosters.registry.facts import Enrollment as Enrollment
from xingtan.rosters.registry.facts import Fact as Fact
from xingtan.rosters.registry.facts import Org as Org
from xingtan.rosters.registry.facts import Role as Role
from xingtan.rosters.registry.facts import Term as Term
from xingtan.rosters.registry.facts import User as User
from xingtan.rosters.registry.facts import digest_of as digest_of
from xingtan.rosters.registry.formats import Format as Format
from xingtan.rosters.registry.formats import Unreadable as Unreadable
from xingtan.rosters.registry.formats import formats as formats
from xingtan.rosters.registry.formats import register as register
from xingtan.rosters.registry.reading import Row as Row
from xingtan.rosters.registry.reading import day as day
from xingtan.rosters.registry.reading import decoded as decoded
from xingtan.rosters.registry.reading import rows_of as rows_of
from xingtan.rosters.registry.reading import text_of as text_of
