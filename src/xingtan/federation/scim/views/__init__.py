"""Pages of directory keys, and the addresses of SCIM."""

from xingtan.federation.scim.views.about import about as about
from xingtan.federation.scim.views.keys import end as end
from xingtan.federation.scim.views.keys import keys as keys
from xingtan.federation.scim.views.resources import group as group
from xingtan.federation.scim.views.resources import groups as groups
from xingtan.federation.scim.views.resources import user as user
from xingtan.federation.scim.views.resources import users as users
