"""People, seen from outside: who one is."""

from xingtan.people.actions import AddressIsTaken as AddressIsTaken
from xingtan.people.actions import Newcomer as Newcomer
from xingtan.people.actions import confirm_address as confirm_address
from xingtan.people.actions import correct_unused as correct_unused
from xingtan.people.actions import join as join
from xingtan.people.actions import join_many as join_many
from xingtan.people.actions import make_key as make_key
from xingtan.people.actions import note_duties as note_duties
from xingtan.people.actions import note_duties_of as note_duties_of
from xingtan.people.forms import Erasure as Erasure
from xingtan.people.models import Person as Person
from xingtan.people.queries import Accounts as Accounts
from xingtan.people.queries import NobodyHasThisAddress as NobodyHasThisAddress
from xingtan.people.queries import accounts_of as accounts_of
from xingtan.people.queries import owner_of_key as owner_of_key
from xingtan.people.queries import person_with_address as person_with_address
from xingtan.people.queries import zones as zones
