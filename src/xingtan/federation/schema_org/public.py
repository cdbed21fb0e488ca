"""Pages in the words of schema.org, seen from outside: nothing is asked of it but its format."""
