"""Our own course folder, seen from outside: read one, give the files of one."""

from xingtan.federation.folder.adapters.reading import read as read
from xingtan.federation.folder.adapters.writing import contents as contents
