"""Teaching, seen from outside."""
