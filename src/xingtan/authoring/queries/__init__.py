"""Questions about versions, outlines and blocks. Versions never change, so what was read once is kept in the process."""

from xingtan.authoring.queries.blocks import ReadBlock as ReadBlock
from xingtan.authoring.queries.blocks import blocks_of as blocks_of
from xingtan.authoring.queries.bundles import bundle_of as bundle_of
from xingtan.authoring.queries.outlines import Outline as Outline
from xingtan.authoring.queries.outlines import OutlineBlock as OutlineBlock
from xingtan.authoring.queries.outlines import OutlineChapter as OutlineChapter
from xingtan.authoring.queries.outlines import OutlineSection as OutlineSection
from xingtan.authoring.queries.outlines import OutlineUnit as OutlineUnit
from xingtan.authoring.queries.outlines import outline_of as outline_of
from xingtan.authoring.queries.outlines import policy_of as policy_of
from xingtan.authoring.queries.reading import read_block as read_block
from xingtan.authoring.queries.versions import difference_between as difference_between
from xingtan.authoring.queries.versions import newest_version as newest_version
from xingtan.authoring.queries.versions import newest_versions as newest_versions
from xingtan.authoring.queries.versions import version_of as version_of
from xingtan.authoring.queries.versions import versions_of as versions_of
