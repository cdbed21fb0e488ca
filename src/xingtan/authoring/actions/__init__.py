"""Deeds: a course is taken in; a block, a file, a title is changed; a change is undone. Each makes a version."""

from xingtan.authoring.actions.delivery import IsTheNewest as IsTheNewest
from xingtan.authoring.actions.delivery import OfAnotherCourse as OfAnotherCourse
from xingtan.authoring.actions.delivery import deliver as deliver
from xingtan.authoring.actions.delivery import follow_newest as follow_newest
from xingtan.authoring.actions.delivery import restore_version as restore_version
from xingtan.authoring.actions.delivery import undo_version as undo_version
from xingtan.authoring.actions.editing import ChangedMeanwhile as ChangedMeanwhile
from xingtan.authoring.actions.editing import NothingChanged as NothingChanged
from xingtan.authoring.actions.editing import add_block as add_block
from xingtan.authoring.actions.editing import edit_outline as edit_outline
from xingtan.authoring.actions.editing import move_block as move_block
from xingtan.authoring.actions.editing import remove_block as remove_block
from xingtan.authoring.actions.editing import replace_block as replace_block
from xingtan.authoring.actions.editing import replace_file as replace_file
from xingtan.authoring.actions.intake import CourseHasErrors as CourseHasErrors
from xingtan.authoring.actions.intake import CourseIsEmpty as CourseIsEmpty
from xingtan.authoring.actions.intake import Progress as Progress
from xingtan.authoring.actions.intake import examine as examine
from xingtan.authoring.actions.intake import slug_for as slug_for
from xingtan.authoring.actions.intake import take_in as take_in
from xingtan.authoring.actions.writing import BlockIsFaulty as BlockIsFaulty
