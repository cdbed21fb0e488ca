"""Readers, seen from outside: nobody needs to call this room yet."""
