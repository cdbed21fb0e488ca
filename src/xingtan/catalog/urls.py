"""Addresses of the catalogue."""

from typing import Any

urlpatterns: list[Any] = []
