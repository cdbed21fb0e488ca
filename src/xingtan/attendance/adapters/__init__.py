"""Outside the database: signs of presence, on their way into it."""
