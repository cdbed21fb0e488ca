"""Outlets, seen from outside: where our courses are listed elsewhere."""

from xingtan.outlets.models import Outlet as Outlet
