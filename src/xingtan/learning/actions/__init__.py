"""Deeds of learning: taking and leaving a place, results and completion, marks on the way, what teachers do."""

from xingtan.learning.actions.marks import bookmark as bookmark
from xingtan.learning.actions.marks import forget_bookmark as forget_bookmark
from xingtan.learning.actions.marks import remember_place as remember_place
from xingtan.learning.actions.places import EnrollmentClosed as EnrollmentClosed
from xingtan.learning.actions.places import EnrollmentNotOpen as EnrollmentNotOpen
from xingtan.learning.actions.places import RunIsFull as RunIsFull
from xingtan.learning.actions.places import RunIsOver as RunIsOver
from xingtan.learning.actions.places import enroll as enroll
from xingtan.learning.actions.places import withdraw as withdraw
from xingtan.learning.actions.results import DeadlinePassed as DeadlinePassed
from xingtan.learning.actions.results import NotInThisCourse as NotInThisCourse
from xingtan.learning.actions.results import PlaceIsGone as PlaceIsGone
from xingtan.learning.actions.results import RunNotStarted as RunNotStarted
from xingtan.learning.actions.results import complete_block as complete_block
from xingtan.learning.actions.results import complete_blocks as complete_blocks
from xingtan.learning.actions.results import correct_result as correct_result
from xingtan.learning.actions.results import record_result as record_result
from xingtan.learning.actions.results import refresh_progress as refresh_progress
from xingtan.learning.actions.teaching import AnnouncementIsEmpty as AnnouncementIsEmpty
from xingtan.learning.actions.teaching import DateIsNotLater as DateIsNotLater
from xingtan.learning.actions.teaching import DateIsPast as DateIsPast
from xingtan.learning.actions.teaching import NobodyToTell as NobodyToTell
from xingtan.learning.actions.teaching import NothingIsDue as NothingIsDue
from xingtan.learning.actions.teaching import announce as announce
from xingtan.learning.actions.teaching import extend as extend
from xingtan.learning.actions.teaching import write_to_not_started as write_to_not_started
