"""Labs, seen from outside."""
