"""OneRoster, seen from outside."""
