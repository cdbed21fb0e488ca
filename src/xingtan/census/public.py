"""Census, seen from outside: counting, from events."""
