"""Questions: the board, one's own readiness, who could stand by whom, and how much work teaching is."""

from xingtan.readiness.queries.board import Board as Board
from xingtan.readiness.queries.board import Department as Department
from xingtan.readiness.queries.board import TeacherRow as TeacherRow
from xingtan.readiness.queries.board import board_of as board_of
from xingtan.readiness.queries.own import Own as Own
from xingtan.readiness.queries.own import own_readiness as own_readiness
from xingtan.readiness.queries.pairs import Proposal as Proposal
from xingtan.readiness.queries.pairs import pairs_of as pairs_of
from xingtan.readiness.queries.pairs import proposals_for as proposals_for
from xingtan.readiness.queries.pairs import teachers_among as teachers_among
from xingtan.readiness.queries.workload import Workload as Workload
from xingtan.readiness.queries.workload import workload_of as workload_of
