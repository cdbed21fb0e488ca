"""Editing a problem in the page: fields for what is changed most, and the whole of it as text."""

from xingtan.assessment.forms.problem import ProblemForm as ProblemForm
