"""Deeds: a learner answers a problem or clears an answer; a teacher gives a score of their own, or takes it back."""

from xingtan.assessment.actions.answering import AnswerUnreadable as AnswerUnreadable
from xingtan.assessment.actions.answering import NoAttemptsLeft as NoAttemptsLeft
from xingtan.assessment.actions.answering import NothingToClear as NothingToClear
from xingtan.assessment.actions.answering import answer as answer
from xingtan.assessment.actions.answering import clear_answer as clear_answer
from xingtan.assessment.actions.overriding import NothingToTakeBack as NothingToTakeBack
from xingtan.assessment.actions.overriding import OwnScore as OwnScore
from xingtan.assessment.actions.overriding import PointsOutOfRange as PointsOutOfRange
from xingtan.assessment.actions.overriding import ReasonMissing as ReasonMissing
from xingtan.assessment.actions.overriding import ScoreChangedMeanwhile as ScoreChangedMeanwhile
from xingtan.assessment.actions.overriding import override as override
from xingtan.assessment.actions.overriding import take_back as take_back
