"""Sign-in through a university: one protocol a file."""
