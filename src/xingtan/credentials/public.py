"""Credentials, seen from outside: what was earned."""

from xingtan.credentials.actions import award as award
from xingtan.credentials.adapters.typst import scripts_without_a_font as scripts_without_a_font
from xingtan.credentials.models import Award as Award
from xingtan.credentials.queries import awards_of as awards_of
