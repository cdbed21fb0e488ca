"""Universities, seen from outside: who offers, who serves where."""

from xingtan.universities.access import can_administer as can_administer
from xingtan.universities.access import can_staff_consortium as can_staff_consortium
from xingtan.universities.access import coordinates as coordinates
from xingtan.universities.access import is_on_committee as is_on_committee
from xingtan.universities.access import serves as serves
from xingtan.universities.access import university_to_administer as university_to_administer
from xingtan.universities.access import university_to_see as university_to_see
from xingtan.universities.access import university_to_serve as university_to_serve
from xingtan.universities.actions import Named as Named
from xingtan.universities.actions import admit as admit
from xingtan.universities.actions import give_role as give_role
from xingtan.universities.actions import give_roles as give_roles
from xingtan.universities.actions import name_units as name_units
from xingtan.universities.actions import recognise as recognise
from xingtan.universities.actions import withdraw_roles as withdraw_roles
from xingtan.universities.models import Membership as Membership
from xingtan.universities.models import Role as Role
from xingtan.universities.models import Unit as Unit
from xingtan.universities.models import University as University
from xingtan.universities.queries import universities_served_by as universities_served_by
