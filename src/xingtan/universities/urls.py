"""Addresses of universities."""

from typing import Any

urlpatterns: list[Any] = []
