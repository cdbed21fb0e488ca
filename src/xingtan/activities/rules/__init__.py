"""What is computed without a database, by kind of activity."""
