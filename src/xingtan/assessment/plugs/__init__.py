"""What assessment plugs into lower rooms."""

from xingtan.assessment.plugs import data, kind, overriding, player, teaching  # noqa: F401 - importing registers
