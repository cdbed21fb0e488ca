"""Classes and their sessions. A class is a run taught in sessions; who learns and teaches there, stands on the run."""

from xingtan.teaching.models.classes import Class as Class
from xingtan.teaching.models.classes import Hub as Hub
from xingtan.teaching.models.classes import Mode as Mode
from xingtan.teaching.models.classes import Rung as Rung
from xingtan.teaching.models.classes import Venue as Venue
from xingtan.teaching.models.oversight import Inspection as Inspection
from xingtan.teaching.models.oversight import ModelLesson as ModelLesson
from xingtan.teaching.models.oversight import Sample as Sample
from xingtan.teaching.models.packs import Pack as Pack
from xingtan.teaching.models.sessions import Change as Change
from xingtan.teaching.models.sessions import Message as Message
from xingtan.teaching.models.sessions import Session as Session
from xingtan.teaching.models.sessions import Sessions as Sessions
from xingtan.teaching.models.switching import Switch as Switch
