"""Lets the tests inside the rooms see what `tests/` holds for all: pytest looks for it in the folders above them."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.databases", "tests.cast", "tests.seams"]

# How long an example takes says how busy the machine is, and nothing of the property.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
