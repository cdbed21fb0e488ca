"""Research, seen from outside: nothing. It is asked by people and programs, at its pages."""
