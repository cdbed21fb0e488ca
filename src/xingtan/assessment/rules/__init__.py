"""How answers are judged: pure Python in, pure Python out, no framework."""
