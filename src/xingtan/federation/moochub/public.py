"""MOOChub, seen from outside: nothing is asked of it but its feed."""
