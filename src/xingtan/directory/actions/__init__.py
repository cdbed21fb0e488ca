"""Deeds of the directory."""

from xingtan.directory.actions.judging import OwnSubmission as OwnSubmission
from xingtan.directory.actions.judging import SaysNoReason as SaysNoReason
from xingtan.directory.actions.judging import StepOutOfOrder as StepOutOfOrder
from xingtan.directory.actions.judging import mark_due as mark_due
from xingtan.directory.actions.judging import take_step as take_step
from xingtan.directory.actions.keeping import IsThereAlready as IsThereAlready
from xingtan.directory.actions.keeping import NothingIsNew as NothingIsNew
from xingtan.directory.actions.keeping import describe as describe
from xingtan.directory.actions.keeping import known_categories as known_categories
from xingtan.directory.actions.keeping import submit as submit
from xingtan.directory.actions.problems import FactsAreWrong as FactsAreWrong
from xingtan.directory.actions.problems import words_of as words_of
from xingtan.directory.actions.taking import READING as READING
from xingtan.directory.actions.taking import TAKING as TAKING
from xingtan.directory.actions.taking import IsNotReadYet as IsNotReadYet
from xingtan.directory.actions.taking import IsTakenIn as IsTakenIn
from xingtan.directory.actions.taking import bring as bring
from xingtan.directory.actions.taking import examine as examine
from xingtan.directory.actions.taking import note_found as note_found
from xingtan.directory.actions.taking import take_in as take_in
from xingtan.directory.actions.taking import take_over as take_over
from xingtan.directory.actions.taking import take_row as take_row
from xingtan.directory.actions.watching import close_report as close_report
from xingtan.directory.actions.watching import forget_links as forget_links
from xingtan.directory.actions.watching import note_answer as note_answer
from xingtan.directory.actions.watching import report as report
