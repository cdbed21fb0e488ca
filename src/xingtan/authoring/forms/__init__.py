"""Shapes of what a teacher sends: the words of a block, titles and dates, files, a whole course."""

from xingtan.authoring.forms.blocks import BlockForm as BlockForm
from xingtan.authoring.forms.blocks import DocumentForm as DocumentForm
from xingtan.authoring.forms.blocks import FrameForm as FrameForm
from xingtan.authoring.forms.blocks import SourceForm as SourceForm
from xingtan.authoring.forms.blocks import TextForm as TextForm
from xingtan.authoring.forms.blocks import TitleForm as TitleForm
from xingtan.authoring.forms.blocks import VideoForm as VideoForm
from xingtan.authoring.forms.courses import BringForm as BringForm
from xingtan.authoring.forms.courses import BringInForm as BringInForm
from xingtan.authoring.forms.courses import FileForm as FileForm
from xingtan.authoring.forms.courses import HeadingForm as HeadingForm
from xingtan.authoring.forms.courses import PlaceForm as PlaceForm
from xingtan.authoring.forms.courses import SectionForm as SectionForm
