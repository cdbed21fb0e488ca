"""Eventstore, seen from outside: the event store: facts and traces as columnar files."""
