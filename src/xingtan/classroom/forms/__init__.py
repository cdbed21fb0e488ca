"""What who leads says of each kind of a lesson."""
