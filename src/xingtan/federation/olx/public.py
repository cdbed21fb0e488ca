"""Open edX's format, seen from outside."""
