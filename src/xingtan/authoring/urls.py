"""Addresses of authoring."""

from typing import Any

urlpatterns: list[Any] = []
