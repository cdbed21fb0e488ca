"""Authoring, seen from outside: what a course consists of, and how content enters and changes."""

from xingtan.authoring.access import can_author as can_author
from xingtan.authoring.models import Version as Version
from xingtan.authoring.queries import Outline as Outline
from xingtan.authoring.queries import OutlineBlock as OutlineBlock
from xingtan.authoring.queries import OutlineChapter as OutlineChapter
from xingtan.authoring.queries import OutlineSection as OutlineSection
from xingtan.authoring.queries import OutlineUnit as OutlineUnit
from xingtan.authoring.queries import ReadBlock as ReadBlock
from xingtan.authoring.queries import blocks_of as blocks_of
from xingtan.authoring.queries import newest_version as newest_version
from xingtan.authoring.queries import newest_versions as newest_versions
from xingtan.authoring.queries import outline_of as outline_of
from xingtan.authoring.queries import policy_of as policy_of
from xingtan.authoring.queries import read_block as read_block
from xingtan.authoring.queries import version_of as version_of
from xingtan.authoring.queries import versions_of as versions_of
