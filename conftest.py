"""Lets the tests inside the rooms see what `tests/` holds for all: pytest looks for it in the folders above them."""

pytest_plugins = ["tests.databases", "tests.cast", "tests.seams"]
