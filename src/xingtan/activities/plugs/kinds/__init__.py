"""A file for each kind of activity; each registers its own when it is loaded, and nothing else names it."""
