"""The classroom, seen from outside: its kinds are met in the register of activities, and nothing here is called."""
