"""Pages of the directory."""

from xingtan.directory.views.desk import closure as closure
from xingtan.directory.views.desk import desk as desk
from xingtan.directory.views.desk import intake as intake
from xingtan.directory.views.desk import intakes as intakes
from xingtan.directory.views.desk import steps as steps
from xingtan.directory.views.given import as_atom as as_atom
from xingtan.directory.views.given import as_json as as_json
from xingtan.directory.views.given import as_rss as as_rss
from xingtan.directory.views.given import as_table as as_table
from xingtan.directory.views.reading import history as history
from xingtan.directory.views.reading import solution as solution
from xingtan.directory.views.reading import solutions as solutions
from xingtan.directory.views.telling import facts as facts
from xingtan.directory.views.telling import mine as mine
from xingtan.directory.views.telling import proposal as proposal
from xingtan.directory.views.telling import report as report
