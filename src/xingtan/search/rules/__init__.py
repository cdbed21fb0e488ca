"""Words as every index knows them: one ``normalise()`` for what is kept and for what is looked for."""

from xingtan.search.rules.asking import Asked as Asked
from xingtan.search.rules.asking import Part as Part
from xingtan.search.rules.asking import ask as ask
from xingtan.search.rules.endings import Roots as Roots
from xingtan.search.rules.endings import root as root
from xingtan.search.rules.folding import normalise as normalise
from xingtan.search.rules.folding import sayable as sayable
from xingtan.search.rules.folding import surfaces as surfaces
