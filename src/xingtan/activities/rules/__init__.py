"""What is worked out without a database: for each kind one file, and what they share."""
