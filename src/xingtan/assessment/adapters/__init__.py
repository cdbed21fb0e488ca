"""What this room asks of the world outside: one service per file, behind a protocol."""
