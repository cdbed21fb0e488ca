"""Xingtan: courses of many universities, open to anyone."""

__version__ = "0.1.0"
