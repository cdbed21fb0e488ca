"""Activities, seen from outside."""
