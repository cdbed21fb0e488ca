"""Forms: what who leads says of an activity, for each kind one file."""
