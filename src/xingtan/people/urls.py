"""Addresses of one's own things."""

from typing import Any

urlpatterns: list[Any] = []
