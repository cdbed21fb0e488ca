"""Tables of courses, seen from outside."""
