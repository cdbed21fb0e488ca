"""Deeds of universities, by noun."""

from xingtan.universities.actions.known import admit as admit
from xingtan.universities.actions.known import recognise as recognise
from xingtan.universities.actions.roles import LastAdministrator as LastAdministrator
from xingtan.universities.actions.roles import OwnRole as OwnRole
from xingtan.universities.actions.roles import give_role as give_role
from xingtan.universities.actions.roles import give_role_to_address as give_role_to_address
from xingtan.universities.actions.roles import withdraw_role as withdraw_role
