"""Attendance, seen from outside: who is here, what sessions came to, and how claims to be here are taken in."""

from xingtan.attendance.actions.check_ins import take_check_ins as take_check_ins
from xingtan.attendance.actions.rounds import Asking as Asking
from xingtan.attendance.actions.rounds import open_round as open_round
from xingtan.attendance.models import Attendance as Attendance
from xingtan.attendance.models import CheckIn as CheckIn
from xingtan.attendance.models import Round as Round
from xingtan.attendance.models import Status as Status
from xingtan.attendance.queries.here import present_in as present_in
from xingtan.attendance.queries.rounds import opened_round as opened_round
from xingtan.attendance.queries.tables import attendance_of as attendance_of
from xingtan.attendance.rules.claims import Claim as Claim
from xingtan.attendance.rules.claims import make_pass as make_pass
from xingtan.attendance.rules.deciding import HERE as HERE
