"""Credentials, seen from outside: what was earned."""

from xingtan.credentials.adapters.typst import scripts_without_a_font as scripts_without_a_font
from xingtan.credentials.models import Award as Award
