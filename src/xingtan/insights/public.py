"""Insights, seen from outside: points of a class, and looking through it."""

from xingtan.insights.queries import flags_on as flags_on
from xingtan.insights.queries import reason_words as reason_words
