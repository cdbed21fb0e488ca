"""Authoring, seen from outside: what a course consists of, and how content enters and changes."""

from xingtan.authoring.actions import examine as examine
from xingtan.authoring.actions import open_bundle as open_bundle
from xingtan.authoring.actions import pack as pack
from xingtan.authoring.actions import replace_block as replace_block
from xingtan.authoring.actions import report_of_refusal as report_of_refusal
from xingtan.authoring.actions import slug_for as slug_for
from xingtan.authoring.actions import take_in as take_in
from xingtan.authoring.actions import unfold as unfold
from xingtan.authoring.actions import written as written
from xingtan.authoring.forms import BlockForm as BlockForm
from xingtan.authoring.models import Version as Version
from xingtan.authoring.queries import Outline as Outline
from xingtan.authoring.queries import OutlineBlock as OutlineBlock
from xingtan.authoring.queries import ReadBlock as ReadBlock
from xingtan.authoring.queries import blocks_of as blocks_of
from xingtan.authoring.queries import bundle_of as bundle_of
from xingtan.authoring.queries import difference_between as difference_between
from xingtan.authoring.queries import newest_version as newest_version
from xingtan.authoring.queries import newest_versions as newest_versions
from xingtan.authoring.queries import outline_of as outline_of
from xingtan.authoring.queries import policy_of as policy_of
from xingtan.authoring.queries import read_block as read_block
from xingtan.authoring.queries import version_of as version_of
from xingtan.authoring.queries import versions_of as versions_of
