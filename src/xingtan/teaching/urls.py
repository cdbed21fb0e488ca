"""Addresses of classes, their sessions, and one's own week."""

from typing import Any

urlpatterns: list[Any] = []
