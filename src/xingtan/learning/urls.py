"""Addresses of what is on a run."""

from typing import Any

urlpatterns: list[Any] = []
