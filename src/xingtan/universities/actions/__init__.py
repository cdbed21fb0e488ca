"""Deeds of universities, by noun."""

from xingtan.universities.actions.bulk import Named as Named
from xingtan.universities.actions.bulk import give_roles as give_roles
from xingtan.universities.actions.bulk import name_units as name_units
from xingtan.universities.actions.bulk import withdraw_roles as withdraw_roles
from xingtan.universities.actions.known import admit as admit
from xingtan.universities.actions.known import recognise as recognise
from xingtan.universities.actions.roles import LastAdministrator as LastAdministrator
from xingtan.universities.actions.roles import OwnRole as OwnRole
from xingtan.universities.actions.roles import give_role as give_role
from xingtan.universities.actions.roles import give_role_to_address as give_role_to_address
from xingtan.universities.actions.roles import withdraw_role as withdraw_role
