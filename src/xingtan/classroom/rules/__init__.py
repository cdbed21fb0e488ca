"""What each kind of a lesson decides and counts: pure functions on plain values."""
