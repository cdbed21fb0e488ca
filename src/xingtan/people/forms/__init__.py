"""Shapes of what people say: of themselves, and while they sign in.

Those of sign-in (``signing_in``) build on allauth's, which ask for ``SignUp`` while they are made: they are not named here.
"""

from xingtan.people.forms.person import Erasure as Erasure
from xingtan.people.forms.person import NewKey as NewKey
from xingtan.people.forms.person import Profile as Profile
from xingtan.people.forms.person import SignUp as SignUp
