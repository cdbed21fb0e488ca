"""Shapes of what people say at the desk and in the library."""

from xingtan.coordination.forms.calls import CallFacts as CallFacts
from xingtan.coordination.forms.calls import Criteria as Criteria
from xingtan.coordination.forms.calls import Joining as Joining
from xingtan.coordination.forms.calls import StepTaken as StepTaken
from xingtan.coordination.forms.calls import TaskFacts as TaskFacts
from xingtan.coordination.forms.courses import AdoptionFacts as AdoptionFacts
from xingtan.coordination.forms.courses import Expert as Expert
from xingtan.coordination.forms.courses import FollowUpSet as FollowUpSet
from xingtan.coordination.forms.courses import Found as Found
from xingtan.coordination.forms.courses import NewAdoption as NewAdoption
from xingtan.coordination.forms.courses import NominatedCourse as NominatedCourse
from xingtan.coordination.forms.courses import ReviewGiven as ReviewGiven
from xingtan.coordination.forms.evidence import EvidenceGiven as EvidenceGiven
from xingtan.coordination.forms.experiences import ExperienceFacts as ExperienceFacts
from xingtan.coordination.forms.texts import InOneLanguage as InOneLanguage
