"""The outside: pictures that people send."""
