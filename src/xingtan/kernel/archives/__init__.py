"""The only way in for archives and XML: everything is bounded, and refused in one clear sentence."""

from xingtan.kernel.archives.intake import Limits as Limits
from xingtan.kernel.archives.opening import unpack as unpack
from xingtan.kernel.archives.refusal import ArchiveRefused as ArchiveRefused
from xingtan.kernel.archives.spreadsheets import SPREADSHEET_SIGN as SPREADSHEET_SIGN
from xingtan.kernel.archives.spreadsheets import SpreadsheetCannotBeRead as SpreadsheetCannotBeRead
from xingtan.kernel.archives.spreadsheets import make_spreadsheet as make_spreadsheet
from xingtan.kernel.archives.spreadsheets import read_spreadsheet as read_spreadsheet
from xingtan.kernel.archives.tree import Tree as Tree
from xingtan.kernel.archives.xml import XmlRefused as XmlRefused
from xingtan.kernel.archives.xml import mend_xml as mend_xml
from xingtan.kernel.archives.xml import parse_xml as parse_xml
